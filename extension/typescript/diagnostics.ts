import * as vscode from "vscode";
import type { CellDiagnostic } from "../../kernel/notebook/language/protocol.ts";
import { notebookType, typescriptCellLanguage } from "../ids.ts";
import { cellOf } from "../notebook/cells.ts";
import { isInTab, onDidChangeNotebookTabs } from "../notebook/notebookTabs.ts";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { toRange, toSeverity } from "../toml/convert.ts";
import { languageCells, typescriptCells } from "./cellQuestions.ts";

/** After the last keystroke: TypeScript answers for the whole notebook, so not at every letter. */
const delayMs = 300;

/** TypeScript's errors in cells. A change of one cell may mend or break others, so all of the notebook are asked about. */
export function registerCellDiagnostics(sessions: NotebookSessions): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("workflow-typescript");
  const timers = new Map<string, NodeJS.Timeout>();

  const check = async (notebook: vscode.NotebookDocument, isLatest: () => boolean) => {
    const cells = typescriptCells(notebook);
    if (!isInTab(notebook)) for (const { document } of cells) collection.delete(document.uri);
    if (!isInTab(notebook) || cells.length === 0) return;
    const { language } = sessions.of(notebook);
    // All that it asks is of one moment: a change begins another check, which ends this one.
    const asked = languageCells(cells);
    for (const [index, { document }] of cells.entries()) {
      const found = await language.diagnostics(asked, asked[index]!.id).catch(() => undefined);
      if (!isLatest()) return;
      if (found !== undefined && !document.isClosed) collection.set(document.uri, found.map(toDiagnostic));
    }
  };
  const checkNotebook = (notebook: vscode.NotebookDocument) => {
    if (notebook.notebookType !== notebookType) return;
    const key = notebook.uri.toString();
    clearTimeout(timers.get(key));
    const timer = setTimeout(() => void check(notebook, () => timers.get(key) === timer), delayMs);
    timers.set(key, timer);
  };

  for (const notebook of vscode.workspace.notebookDocuments) checkNotebook(notebook);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenNotebookDocument(checkNotebook),
    onDidChangeNotebookTabs(checkNotebook),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
      // Outputs of a cell that runs come several times a second, and change no code.
      const isOfCode = contentChanges.length > 0 || cellChanges.some((change) => change.document !== undefined);
      if (isOfCode) checkNotebook(notebook);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId !== typescriptCellLanguage) return;
      const cell = cellOf(document);
      if (cell !== undefined) checkNotebook(cell.notebook);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => {
      clearTimeout(timers.get(uri.toString()));
      timers.delete(uri.toString());
    }),
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
