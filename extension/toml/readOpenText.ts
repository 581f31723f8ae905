import { dirname, isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { ReadText } from "../../kernel/config/index.ts";
import { fileReader } from "../../kernel/platform/readText.ts";

/** Reads what the editor shows where a file is open with unsaved changes, else the file. Relative paths are in `folder`. */
export function readOpenText(folder: string): ReadText {
  const fromDisk = fileReader(folder);
  return async (name) => {
    // An include of a cell has the cell's scheme, and stands beside its notebook on the disk.
    const path = /^[A-Za-z][A-Za-z0-9+.-]+:/.test(name) ? vscode.Uri.parse(name).fsPath : name;
    const file = isAbsolute(path) ? path : join(folder, path);
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === file);
    return open === undefined ? fromDisk(file) : open.getText();
  };
}

/** For what stands in a document: paths are relative to its folder. */
export function readBeside(document: vscode.Uri): ReadText {
  return readOpenText(dirname(document.fsPath));
}
