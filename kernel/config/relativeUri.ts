/**
 * The uri of a path written in another document. Works on file paths of both systems and on uris,
 * since documents are named by whatever their editor or caller uses.
 */
export function relativeUri(from: string, path: string): string {
  if (from.startsWith(cellScheme)) return relativeUri(pathOfCell(from), path);
  if (isAbsolute(path) && !hasScheme(from)) return normalized(path);
  if (hasScheme(path)) return path;
  if (hasScheme(from)) return new URL(encodeURI(path.replaceAll("\\", "/")), from).href;
  const folder = folderOf(from);
  return normalized(folder === "" ? path : `${folder}/${path}`);
}

export function isAbsolute(path: string): boolean {
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

/** The folder of a document, without its last slash; "" for a bare name. A fragment, such as a notebook's cell, does not count. */
export function folderOf(uri: string): string {
  const withoutFragment = uri.replace(/#.*$/, "");
  const last = Math.max(withoutFragment.lastIndexOf("/"), withoutFragment.lastIndexOf("\\"));
  return last < 0 ? "" : withoutFragment.slice(0, Math.max(last, 1)).replaceAll("\\", "/");
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
