import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { notebookType } from "../../extension/ids.ts";

/** The folder that the suite runs in: a copy of the samples. */
export function workspaceFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "the suite needs a workspace folder");
  return folder.uri.fsPath;
}

export function writeWorkspaceFile(path: string, text: string): vscode.Uri {
  const file = join(workspaceFolder(), path);
  writeFileSync(file, text);
  return vscode.Uri.file(file);
}

export function readWorkspaceFile(path: string): string {
  return readFileSync(join(workspaceFolder(), path), "utf8");
}

export async function openNotebook(path: string): Promise<vscode.NotebookDocument> {
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(join(workspaceFolder(), path)));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

/** A notebook with these TOML cells, open in the editor but in no file. */
export async function newNotebook(...cells: string[]): Promise<vscode.NotebookDocument> {
  const data = new vscode.NotebookData(
    cells.map((text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "toml")),
  );
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, data);
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

/** Waits until `look` gives something; a time-out names what was waited for. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 40_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) assert.fail(`waited ${timeoutMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Makes an edit and applies it. The editor refuses one while a document is still on its way to it, or has just been read anew; then it is
 * made again, since cells that were read anew are others.
 */
export async function applyEdit(make: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  await eventually("the editor to take an edit", async () => {
    const edit = new vscode.WorkspaceEdit();
    make(edit);
    return (await vscode.workspace.applyEdit(edit)) || undefined;
  });
}

/** Runs one cell and waits until the editor shows that it has ended. */
export async function runCell(notebook: vscode.NotebookDocument, index: number): Promise<vscode.NotebookCell> {
  const before = notebook.cellAt(index).executionSummary?.executionOrder;
  await vscode.commands.executeCommand("notebook.cell.execute", {
    ranges: [{ start: index, end: index + 1 }],
    document: notebook.uri,
  });
  return eventually(`the end of cell ${index}`, () => {
    // Not the one from before: the editor may read its notebook anew.
    const cell = notebook.cellAt(index);
    const { executionOrder, success } = cell.executionSummary ?? {};
    return executionOrder !== undefined && executionOrder !== before && success !== undefined ? cell : undefined;
  });
}

/** The text of an output item of this MIME type in the cell's only output. */
export function outputText(cell: vscode.NotebookCell, mime: string): string {
  const item = cell.outputs.flatMap((output) => output.items).find((one) => one.mime === mime);
  assert.ok(
    item,
    `the cell has no ${mime}: ${JSON.stringify(cell.outputs.map((o) => o.items.map((i) => new TextDecoder().decode(i.data))))}`,
  );
  return new TextDecoder().decode(item.data);
}

/** Closes every editor without asking what is to become of what was never saved. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
    const before = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    if (vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length >= before) return;
  }
}
