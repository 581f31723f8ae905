import * as vscode from "vscode";
import { notebookType } from "../ids.ts";
import { cellId } from "./cells.ts";

/** A notebook that was in no file, and the one that it has become. */
export interface SavedUntitled {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

/**
 * Calls when a notebook that was in no file is saved. To the editor that is a new notebook, which it fills with the cells of the old one, saves
 * before anything else happens to it, and shows in the old one's place.
 */
export function onSavedUntitled(saved: (names: SavedUntitled) => void): vscode.Disposable {
  const filled = new WeakSet<vscode.NotebookDocument>();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
      const isWhole = contentChanges.some(({ addedCells }) => addedCells.length === notebook.cellCount);
      if (isWhole) filled.add(notebook);
      else filled.delete(notebook);
    }),
    vscode.workspace.onWillSaveNotebookDocument(({ notebook }) => {
      if (notebook.isUntitled || notebook.notebookType !== notebookType || !filled.has(notebook)) return;
      filled.delete(notebook);
      const untitled = vscode.workspace.notebookDocuments.find((one) => one.isUntitled && isLike(one, notebook));
      if (untitled !== undefined) saved({ from: untitled.uri, to: notebook.uri });
    }),
  );
}

/** Ids alone tell: no two notebooks that came from elsewhere share those of all their cells. */
function isLike(one: vscode.NotebookDocument, other: vscode.NotebookDocument): boolean {
  const ids = (notebook: vscode.NotebookDocument) => notebook.getCells().map(cellId).join(" ");
  return one.notebookType === notebookType && one.cellCount > 0 && ids(one) === ids(other);
}
