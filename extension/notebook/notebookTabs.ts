import * as vscode from "vscode";
import { notebookType } from "../ids.ts";

/**
 * Whether a notebook stands in a tab: its problems are told of then alone.
 *
 * That its document is open says less. The editor keeps one that is read for a search; and of a file that is opened by a double click in the explorer
 * it makes two editors, throws one away without closing it, and so never closes the document (VS Code 1.139, with notebooks of any type).
 */
export function isInTab(notebook: vscode.NotebookDocument): boolean {
  const name = notebook.uri.toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some((tab) => shownIn(tab).some((uri) => uri.toString() === name));
}

/** Tells of each open workflow notebook for which a tab came or went. */
export function onDidChangeNotebookTabs(tell: (notebook: vscode.NotebookDocument) => void): vscode.Disposable {
  return vscode.window.tabGroups.onDidChangeTabs(({ opened, closed, changed }) => {
    const names = new Set([...opened, ...closed, ...changed].flatMap(shownIn).map((uri) => uri.toString()));
    for (const notebook of vscode.workspace.notebookDocuments) {
      if (notebook.notebookType === notebookType && names.has(notebook.uri.toString())) tell(notebook);
    }
  });
}

function shownIn({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputNotebook) return [input.uri];
  return input instanceof vscode.TabInputNotebookDiff ? [input.original, input.modified] : [];
}
