import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { FramePlace } from "../../kernel/notebook/stackPlaces.ts";
import { openPlace } from "../executionPages/openPlace.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { tellWarning } from "../tell.ts";
import { cellId } from "./cells.ts";

/** Opens what a stack of this notebook names: one of its cells, or a file, whose path may be relative to the workspace's folder. */
export async function openFramePlace(
  notebook: vscode.NotebookDocument,
  { cell, file = "", position: { line, character } }: FramePlace,
  kernels: Pick<WorkspaceKernels, "folderOf">,
): Promise<void> {
  const named = cell === undefined ? undefined : notebook.getCells().find((one) => cellId(one) === cell);
  if (cell !== undefined && named === undefined) {
    void tellWarning(vscode.l10n.t("The notebook has no cell {0} any more.", cell.slice(0, 100)));
    return;
  }
  const path = isAbsolute(file) ? file : join(kernels.folderOf(notebook.uri), file);
  try {
    await openPlace(named?.document.uri ?? vscode.Uri.file(path), line, character);
  } catch (error) {
    void tellWarning(
      vscode.l10n.t("{0} cannot be opened: {1}", file.slice(0, 300), error instanceof Error ? error.message : ""),
    );
  }
}
