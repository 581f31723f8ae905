import type * as vscode from "vscode";

/** The name that a file has after files were renamed or moved, alone or with its folder; undefined where it keeps its own. */
export function renamedUri(uri: string, { files }: vscode.FileRenameEvent): string | undefined {
  for (const { oldUri, newUri } of files) {
    const from = oldUri.toString();
    if (uri === from || uri.startsWith(`${from}/`)) return newUri.toString() + uri.slice(from.length);
  }
  return undefined;
}
