import { serveThread, type ThreadPort } from "../../runner/threadServer.ts";
import { completenessOf, NotebookLanguage, type NotebookLanguageOptions } from "./notebookLanguage.ts";
import type { LanguageQuestion } from "./protocol.ts";

/** The language service of one notebook, answering its thread's questions. */
export function serveLanguage(port: ThreadPort, options: NotebookLanguageOptions): void {
  const language = new NotebookLanguage(options);
  let sources = new Map<string, string>();

  const update = (cells: readonly { readonly id: string; readonly source?: string }[]) => {
    sources = new Map(cells.map(({ id, source }) => [id, source ?? sources.get(id) ?? ""]));
    language.update([...sources].map(([id, source]) => ({ id, source })));
  };
  serveThread(port, (asked) => {
    const question = asked as LanguageQuestion;
    switch (question.type) {
      case "update":
        return update(question.cells);
      case "completions":
        return language.completions(question.cell, question.offset);
      case "completionDetail":
        return language.completionDetail(question.cell, question.offset, question.name);
      case "hover":
        return language.hover(question.cell, question.offset);
      case "signatures":
        return language.signatures(question.cell, question.offset);
      case "definitions":
        return language.definitions(question.cell, question.offset);
      case "references":
        return language.references(question.cell, question.offset);
      case "rename":
        return language.rename(question.cell, question.offset);
      case "diagnostics":
        return language.diagnostics(question.cell);
      case "isComplete":
        return completenessOf(question.source);
    }
  });
}
