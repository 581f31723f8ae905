import * as vscode from "vscode";

const notebookCell = "vscode-notebook-cell";

/** Opens a file, a virtual document or a notebook's cell at a place, zero-based. Throws when it cannot be opened. */
export async function openPlace(uri: vscode.Uri, line: number, character: number): Promise<void> {
  if (uri.scheme === notebookCell) return openCell(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  const position = document.validatePosition(new vscode.Position(line, character));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
}

async function openCell(uri: vscode.Uri): Promise<void> {
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(uri.fsPath));
  const editor = await vscode.window.showNotebookDocument(notebook);
  const cell = notebook.getCells().find(({ document }) => document.uri.toString() === uri.toString());
  if (cell === undefined) return;
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  editor.selections = [range];
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
