import * as vscode from "vscode";
import type { CellDiagnostic } from "../../kernel/notebook/language/protocol.ts";
import { notebookType, typescriptCellLanguage } from "../ids.ts";
import { cellOf } from "../notebook/cells.ts";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { toRange, toSeverity } from "../toml/convert.ts";
import { cellQuestion } from "./cellQuestions.ts";

/** After the last keystroke: TypeScript answers for the whole notebook, so not at every letter. */
const delayMs = 300;

/** TypeScript's errors in cells. A change of one cell may mend or break others, so all of the notebook are asked about. */
export function registerCellDiagnostics(sessions: NotebookSessions): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("workflow-typescript");
  const timers = new Map<string, NodeJS.Timeout>();

  const check = async (document: vscode.TextDocument) => {
    const { version } = document;
    const question = cellQuestion(sessions, document);
    const found = await question?.language.diagnostics(question.cells, question.cell).catch(() => undefined);
    if (document.isClosed || document.version !== version || found === undefined) return;
    collection.set(document.uri, found.map(toDiagnostic));
  };
  const checkNotebook = (notebook: vscode.NotebookDocument) => {
    if (notebook.notebookType !== notebookType) return;
    const key = notebook.uri.toString();
    clearTimeout(timers.get(key));
    const run = async () => {
      timers.delete(key);
      for (const { document } of notebook.getCells()) {
        if (document.languageId === typescriptCellLanguage) await check(document);
      }
    };
    timers.set(
      key,
      setTimeout(() => void run(), delayMs),
    );
  };

  for (const notebook of vscode.workspace.notebookDocuments) checkNotebook(notebook);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenNotebookDocument(checkNotebook),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => checkNotebook(notebook)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId !== typescriptCellLanguage) return;
      const cell = cellOf(document);
      if (cell !== undefined) checkNotebook(cell.notebook);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
}

function toDiagnostic({ message, code, severity, range }: CellDiagnostic): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(range), message, toSeverity(severity));
  diagnostic.source = "ts";
  diagnostic.code = code;
  return diagnostic;
}
