import * as vscode from "vscode";
import { notebookType } from "../ids.ts";

/**
 * Gives each cell an id of its own as soon as it is in a notebook: a new one has none, and a copy brings its original's. By its id a cell is
 * found again by executions that it started, by the session that ran it, and in the file, where it would be another one at each save.
 */
export function registerOwnCellIds(): vscode.Disposable {
  return vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
    if (notebook.notebookType !== notebookType || contentChanges.length === 0) return;
    const added = new Set(contentChanges.flatMap(({ addedCells }) => addedCells));
    const taken = new Set(notebook.getCells().flatMap((cell) => (added.has(cell) ? [] : [idOf(cell)])));
    const edits: vscode.NotebookEdit[] = [];
    for (const cell of notebook.getCells().filter((one) => added.has(one))) {
      const id = idOf(cell);
      if (id === undefined || taken.has(id)) {
        edits.push(vscode.NotebookEdit.updateCellMetadata(cell.index, { ...cell.metadata, id: newCellId() }));
      } else taken.add(id);
    }
    if (edits.length === 0) return;
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, edits);
    void vscode.workspace.applyEdit(edit);
  });
}

export function newCellId(): string {
  return crypto.randomUUID().slice(0, 8);
}

function idOf({ metadata }: vscode.NotebookCell): unknown {
  return (metadata as { readonly id?: unknown }).id;
}
