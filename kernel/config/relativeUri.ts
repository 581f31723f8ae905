/**
 * The uri of a path written in another document. Works on file paths of both systems and on uris,
 * since documents are named by whatever their editor or caller uses.
 */
export function relativeUri(from: string, path: string): string {
  if (from.startsWith(cellScheme)) return relativeUri(pathOfCell(from), path);
  // Windows' own names keep their backslashes: one file has one name.
  if (/^[A-Za-z]:\\/.test(from)) return relativeUri(from.replaceAll("\\", "/"), path).replaceAll("/", "\\");
  if (isAbsolute(path) && !hasScheme(from)) return normalized(path);
  if (hasScheme(path)) return path;
  if (hasScheme(from)) return new URL(encodeURI(path.replaceAll("\\", "/")), from).href;
  const folder = folderOf(from);
  return normalized(folder === "" ? path : `${folder}/${path}`);
}

function isAbsolute(path: string): boolean {
  return /^([A-Za-z]:[\\/]|[\\/])/.test(path);
}

/** VS Code names a cell by the path of its notebook, under a scheme of its own. What a cell includes are plain files. */
const cellScheme = "vscode-notebook-cell:";

function pathOfCell(uri: string): string {
  const path = decodeURIComponent(
    uri
      .slice(cellScheme.length)
      .replace(/^\/\/[^/]*/, "")
      .replace(/[?#].*$/, ""),
  );
  return path.replace(/^\/([A-Za-z]:)/, "$1");
}

/** The folder of a document, without its last slash; "" for a bare name. A cell, `notebook.wfnb#id`, is in the folder of its notebook. */
export function folderOf(uri: string): string {
  const last = Math.max(uri.lastIndexOf("/"), uri.lastIndexOf("\\"));
  return last < 0 ? "" : uri.slice(0, Math.max(last, 1)).replaceAll("\\", "/");
}

/** A configuration's name completed to a file name. */
export function withTomlExtension(name: string): string {
  return /\.toml$/i.test(name) ? name : `${name}.toml`;
}

function hasScheme(uri: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:/.test(uri);
}

function normalized(path: string): string {
  const parts: string[] = [];
  const absolute = /^[\\/]/.test(path);
  for (const part of path.split(/[\\/]+/)) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !absolute) parts.push(part);
  }
  return (absolute ? "/" : "") + parts.join("/");
}
