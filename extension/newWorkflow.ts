import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { writeScaffold } from "../kernel/platform/writeScaffold.ts";
import { tellError, tellWarning } from "./tell.ts";

/** Asks for a name, makes a workflow with its configuration, notebook and test, and opens code and notebook side by side. */
export async function newWorkflow(extension: vscode.Uri): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) {
    void tellWarning(vscode.l10n.t("Open a folder first: a workflow is a file in its workflows folder."));
    return;
  }
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("New Workflow"),
    prompt: vscode.l10n.t("Name of the workflow: letters, digits and underscores"),
    placeHolder: "calibration",
    validateInput: (text) =>
      /^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(text)
        ? undefined
        : vscode.l10n.t("Start with a letter; then letters, digits and _."),
  });
  if (name === undefined) return;
  try {
    writeScaffold(folder.uri.fsPath, name, declarations(extension));
  } catch (error) {
    void tellError(error instanceof Error ? error.message : String(error));
    return;
  }
  const file = (path: string) => vscode.Uri.joinPath(folder.uri, path);
  await vscode.window.showTextDocument(file(`workflows/${name}.ts`), { preview: false });
  const notebook = await vscode.workspace.openNotebookDocument(file(`notebooks/${name}.wfnb`));
  await vscode.window.showNotebookDocument(notebook, { viewColumn: vscode.ViewColumn.Beside });
}

/** The library's types, as they ship with the extension. */
function declarations(extension: vscode.Uri): string | undefined {
  try {
    return readFileSync(join(extension.fsPath, "dist", "index.d.ts"), "utf8");
  } catch {
    return undefined;
  }
}
