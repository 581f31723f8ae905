import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { ReadFailure, ReadText } from "../config/index.ts";

const failures: Readonly<Record<string, ReadFailure["failure"]>> = {
  ENOENT: "not-found",
  ENOTDIR: "not-found",
  EISDIR: "is-folder",
  EACCES: "no-permission",
  EPERM: "no-permission",
};

/** Reads files of this machine; relative paths are relative to `folder`. Text that is not UTF-8 is a failure, not a guess. */
export function fileReader(folder: string): ReadText {
  return async (path) => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(resolve(folder, path)));
    } catch (error) {
      if (error instanceof TypeError) return { failure: "not-utf8" };
      const { code = "", message } = error as NodeJS.ErrnoException;
      return { failure: failures[code] ?? "unreadable", message };
    }
  };
}
