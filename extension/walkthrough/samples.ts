import { constants, copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { notebookType } from "../ids.ts";
import { tellError, tellWarning } from "../tell.ts";

/** Where each sample stands in the workspace. */
const places = {
  "first_steps.wfnb": "notebooks/first_steps.wfnb",
  "first_steps.toml": "workflows/first_steps.toml",
} as const;

/** Opens the sample notebook, which is copied into the workspace if it is not there yet. */
export async function openSampleNotebook(extension: vscode.Uri): Promise<void> {
  const file = await sampleInWorkspace(extension, "first_steps.wfnb");
  if (file !== undefined) await vscode.commands.executeCommand("vscode.openWith", file, notebookType);
}

/** Opens the sample configuration, which is copied into the workspace if it is not there yet. */
export async function openSampleConfig(extension: vscode.Uri): Promise<void> {
  const file = await sampleInWorkspace(extension, "first_steps.toml");
  if (file !== undefined) await vscode.window.showTextDocument(file, { preview: false });
}

/** What is there already stays as it is: somebody may have worked on it. */
async function sampleInWorkspace(extension: vscode.Uri, name: keyof typeof places): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) {
    const open = vscode.l10n.t("Open Folder");
    const told = vscode.l10n.t("Open a folder first: samples and executions are kept in it.");
    if ((await tellWarning(told, open)) === open) {
      await vscode.commands.executeCommand("vscode.openFolder");
    }
    return undefined;
  }
  const target = join(folder.uri.fsPath, places[name]);
  try {
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(extension.fsPath, "extension", "samples", name), target, constants.COPYFILE_EXCL);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      const { message } = error as Error;
      void tellError(vscode.l10n.t("The sample could not be written: {0}", message));
      return undefined;
    }
  }
  return vscode.Uri.file(target);
}
