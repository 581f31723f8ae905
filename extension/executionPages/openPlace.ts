import * as vscode from "vscode";

const notebookCell = "vscode-notebook-cell";

/** Opens a file, a virtual document or a notebook's cell at a place, zero-based. Throws when it cannot be opened. */
export async function openPlace(uri: vscode.Uri, line: number, character: number): Promise<void> {
  if (uri.scheme === notebookCell) return openCell(uri, line, character);
  const document = await vscode.workspace.openTextDocument(uri);
  const position = document.validatePosition(new vscode.Position(line, character));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
}

async function openCell(uri: vscode.Uri, line: number, character: number): Promise<void> {
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  if (!isOpen) {
    const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(uri.fsPath));
    await vscode.window.showNotebookDocument(notebook);
  }
  const position = new vscode.Position(line, character);
  await vscode.commands.executeCommand("vscode.open", uri, { selection: new vscode.Range(position, position) });
}
