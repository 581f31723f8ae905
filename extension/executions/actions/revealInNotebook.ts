import * as vscode from "vscode";
import type { NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { cellId } from "../../notebook/cells.ts";
import { tellInformation, tellWarning } from "../../tell.ts";
import { goneText, held } from "../chosen.ts";

/** Opens the notebook that started an execution, at the cell. */
export async function revealInNotebook(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  const [one] = await held(named.slice(0, 1), kernels);
  if (one === undefined) return void tellWarning(goneText(named[0]!.id));
  const { notebook: path, cell: id } = one.execution.startedFrom ?? {};
  if (path === undefined) {
    const text = vscode.l10n.t("{0} was started from no notebook.", one.execution.executionId);
    return void tellInformation(text);
  }
  let notebook: vscode.NotebookDocument;
  try {
    notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(path));
  } catch {
    void tellWarning(vscode.l10n.t("{0} cannot be opened: it was moved or deleted.", path));
    return;
  }
  const editor = await vscode.window.showNotebookDocument(notebook);
  const cell = notebook.getCells().find((each) => cellId(each) === id);
  if (cell === undefined) {
    return void tellInformation(
      vscode.l10n.t("The cell that started {0} is not in the notebook any more.", one.execution.executionId),
    );
  }
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  editor.selection = range;
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
