import { isAbsolute, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The name by which the configuration service knows a client's document: a path for files, the uri itself for all else. */
export function nameOf(uri: string): string {
  return uri.startsWith("file:") ? fileURLToPath(uri) : uri;
}

/** The client's uri of a name; descriptions name their files relative to the workspace. */
export function uriOf(name: string, root: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(name) && !/^[A-Za-z]:[\\/]/.test(name)) return name;
  return pathToFileURL(isAbsolute(name) ? name : resolve(root, name)).href;
}
