import * as vscode from "vscode";

/** Asks where to save, beginning in `folder`; undefined when the user has thought better of it. */
export async function askWhere(
  folder: string,
  name: string,
  filters: Readonly<Record<string, string[]>>,
): Promise<vscode.Uri | undefined> {
  const safe = name.replace(/[^\w.-]+/g, "_").slice(-150);
  const defaultUri = vscode.Uri.joinPath(vscode.Uri.file(folder), safe);
  return vscode.window.showSaveDialog({ defaultUri, filters });
}

/** Asks where to save a text, or what a data URL holds, and writes it. */
export async function saveAs(
  folder: string,
  name: string,
  filters: Readonly<Record<string, string[]>>,
  content: string,
): Promise<vscode.Uri | undefined> {
  const target = await askWhere(folder, name, filters);
  if (target === undefined) return undefined;
  const [, base64] = /^data:[\w/+.-]+;base64,(.*)$/s.exec(content) ?? [];
  await vscode.workspace.fs.writeFile(target, Buffer.from(base64 ?? content, base64 === undefined ? "utf8" : "base64"));
  return target;
}
