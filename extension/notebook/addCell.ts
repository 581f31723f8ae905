import * as vscode from "vscode";
import { controllerId, extensionId, notebookType } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { newCellId } from "./ownCellIds.ts";

interface NewCell {
  readonly source: string;
  readonly language: string;
  /** The workspace folder whose executions and workflows it is about. */
  readonly folder: string;
}

/** Puts a code cell below the active cell of a workflow notebook of the same folder, else into a new one, and selects it. */
export async function addCell(
  { source, language, folder }: NewCell,
  kernels: WorkspaceKernels,
): Promise<vscode.NotebookCell> {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, language);
  // Whoever runs it at once names it by this.
  cell.metadata = { id: newCellId() };
  const active = vscode.window.activeNotebookEditor;
  if (active?.notebook.notebookType !== notebookType || kernels.folderOf(active.notebook.uri) !== folder) {
    const data = new vscode.NotebookData([cell]);
    const notebook = await vscode.workspace.openNotebookDocument(notebookType, data);
    kernels.keepIn(folder, notebook);
    await vscode.window.showNotebookDocument(notebook);
    return notebook.cellAt(0);
  }
  const index = active.selection.end;
  const edit = new vscode.WorkspaceEdit();
  edit.set(active.notebook.uri, [vscode.NotebookEdit.insertCells(index, [cell])]);
  await vscode.workspace.applyEdit(edit);
  const range = new vscode.NotebookRange(index, index + 1);
  active.selection = range;
  active.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  return active.notebook.cellAt(index);
}

/** Runs it as if its button had been pressed. */
export async function executeCell({ index, notebook }: vscode.NotebookCell): Promise<void> {
  // A notebook that was opened just now has no kernel yet: the editor would do nothing, in silence.
  await vscode.commands.executeCommand("notebook.selectKernel", { id: controllerId, extension: extensionId });
  const ranges = [{ start: index, end: index + 1 }];
  await vscode.commands.executeCommand("notebook.cell.execute", { ranges, document: notebook.uri });
}
