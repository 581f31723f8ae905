import { relative, resolve } from "node:path";
import type { ReadFailure } from "../../config/index.ts";
import { fileReader } from "../../platform/readText.ts";

/** The text of a file that the user named; throws with a sentence that says what to do. */
export async function readTarget(path: string): Promise<string> {
  const text = await fileReader(process.cwd())(path);
  if (typeof text === "string") return text;
  throw new Error(sentences[text.failure](shownPath(path), text.message ?? ""));
}

/** A path as the user would write it: from here, unless it is elsewhere. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), resolve(path));
  return fromHere.startsWith("..") ? resolve(path) : fromHere || ".";
}

const sentences: Readonly<Record<ReadFailure["failure"], (path: string, message: string) => string>> = {
  "not-found": (path) => `There is no file ${path}: check the spelling and the folder.`,
  "is-folder": (path) => `${path} is a folder: name a file in it.`,
  "no-permission": (path) => `${path} cannot be read: permission is denied.`,
  "not-utf8": (path) => `${path} is not UTF-8 text: save it with that encoding.`,
  unreadable: (path, message) => `${path} cannot be read: ${message}.`,
};
