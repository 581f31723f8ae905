import { dirname, isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { ReadText } from "../../kernel/config/index.ts";
import { fileReader } from "../../kernel/platform/readText.ts";

/** Reads what the editor shows where a file is open with unsaved changes, else the file. Relative paths are beside `document`. */
export function readOpenText(document: vscode.Uri): ReadText {
  const folder = dirname(document.fsPath);
  const fromDisk = fileReader(folder);
  return async (path) => {
    const file = isAbsolute(path) ? path : join(folder, path);
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === file);
    return open === undefined ? fromDisk(path) : open.getText();
  };
}
