import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { ReadText } from "../config/index.ts";
import { fileReader } from "./readText.ts";
import { shippedWorkflows } from "./shippedWorkflows.ts";

/**
 * Reads files of a workspace, and of the workflows that ship with us, and no others, wherever a link leads: for whoever asks in the name of
 * somebody who has not seen the path.
 */
export function workspaceReader(workspace: string): ReadText {
  const read = fileReader(workspace);
  const given = [resolve(workspace), shippedWorkflows()];
  const allowed = Promise.all(given.map(realPath)).then((real) => [...given, ...real]);
  return async (path) => {
    const file = await realPath(resolve(workspace, path));
    if ((await allowed).some((folder) => isInside(file, folder))) return read(file);
    return { failure: "unreadable", message: `it is outside the workspace ${workspace}` };
  };
}

/** The path without links; as it is where there is no such file, which then is not found. */
async function realPath(path: string): Promise<string> {
  return await realpath(path).catch(() => path);
}

function isInside(file: string, folder: string): boolean {
  const path = relative(folder, file);
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
