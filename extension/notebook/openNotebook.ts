import * as vscode from "vscode";

/** The open notebook of this name. */
export function openNotebook(uri: vscode.Uri): vscode.NotebookDocument | undefined {
  const name = uri.toString();
  return vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === name);
}
