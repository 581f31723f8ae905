import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { shownPath } from "./readTarget.ts";

/** Says before anything runs that its results could not be written there. */
export async function refuseUnwritable(path: string): Promise<void> {
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory() === true) throw new Error(`${shownPath(path)} is a folder: name a file in it.`);
  if (target !== undefined && !(await isWritable(path))) throw refusal(path);
  // A pipe or a device is written as it is; a file is made anew in its folder.
  if (target !== undefined && !target.isFile()) return;
  const folder = dirname(resolve(path));
  const parent = await stat(folder).catch(() => undefined);
  if (parent === undefined) throw new Error(`There is no folder ${shownPath(folder)} for ${shownPath(path)}: make it.`);
  if (!parent.isDirectory()) throw new Error(`${shownPath(folder)} is no folder: ${shownPath(path)} cannot be in it.`);
  if (target === undefined && !(await isWritable(folder))) throw refusal(path);
}

async function isWritable(path: string): Promise<boolean> {
  return await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

function refusal(path: string): Error {
  return new Error(`${shownPath(path)} cannot be written: permission is denied.`);
}
