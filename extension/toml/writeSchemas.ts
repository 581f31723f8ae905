import * as vscode from "vscode";
import { writeSchemas } from "../../kernel/platform/publishedSchemas.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { tellInformation } from "../tell.ts";

/** Writes the JSON Schemas of every workflow beside the workflows: for other TOML extensions, and for whoever does not trust the workspace. */
export async function writeWorkspaceSchemas(kernels: WorkspaceKernels): Promise<void> {
  const written: string[] = [];
  for (const { folder, kernel } of kernels.all()) {
    const { workflows } = await kernel.workflows();
    written.push(...(await writeSchemas(folder, workflows)));
  }
  const names = written.map((path) => vscode.workspace.asRelativePath(path)).join(", ");
  void tellInformation(
    written.length === 0 ? vscode.l10n.t("There is no workflow yet.") : vscode.l10n.t("Written: {0}", names),
  );
}
