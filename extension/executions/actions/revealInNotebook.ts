import * as vscode from "vscode";
import type { NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { cellId } from "../../notebook/cells.ts";
import { tellWarning } from "../../tell.ts";
import { held } from "../chosen.ts";

/** Opens the notebook that started an execution, at the cell. */
export async function revealInNotebook(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  const [one] = await held(named.slice(0, 1), kernels);
  const { notebook: path, cell: id } = one?.execution.startedFrom ?? {};
  if (path === undefined) return;
  let notebook: vscode.NotebookDocument;
  try {
    notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(path));
  } catch {
    void tellWarning(vscode.l10n.t("{0} cannot be opened: it was moved or deleted.", path));
    return;
  }
  const editor = await vscode.window.showNotebookDocument(notebook);
  const cell = notebook.getCells().find((each) => cellId(each) === id);
  if (cell === undefined) return;
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  editor.selection = range;
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
