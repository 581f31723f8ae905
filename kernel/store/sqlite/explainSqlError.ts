import { StoreError, type StoreErrorCode } from "../storeError.ts";

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that have a cause a user can act on. */
const causes: ReadonlyMap<number, readonly [StoreErrorCode, (file: string) => string]> = new Map([
  [5, ["busy", (file: string) => `${file} is locked by another process. Wait for it, or close it, and try again.`]],
  [8, ["read-only", (file: string) => `${file} cannot be written, so executions can be read but not recorded.`]],
  [
    10,
    [
      "failed",
      (file: string) => `The disk of ${file} gave an error on reading or writing. Check the disk and the file.`,
    ],
  ],
  [
    11,
    [
      "damaged",
      (file: string) =>
        `${file} is damaged. Nothing was overwritten: move it away to start anew, and keep it for a repair with SQLite's own tools.`,
    ],
  ],
  [
    13,
    [
      "disk-full",
      (file: string) =>
        `The disk of ${file} is full: what is in memory can still be exported. Free some space and try again.`,
    ],
  ],
  [
    14,
    [
      "read-only",
      (file: string) => `${file} cannot be opened. Check that its folder exists and may be read and written.`,
    ],
  ],
  [
    26,
    [
      "not-a-store",
      (file: string) =>
        `${file} is not a database. Nothing was overwritten: move it away, and a new one is made in its place.`,
    ],
  ],
] as const);

/** An error of SQLite as a sentence for people; what the caller asked wrongly stays what it is; anything else is passed on inside a `StoreError`. */
export function explainSqlError(error: unknown, file: string): StoreError | RangeError {
  if (error instanceof StoreError) return error;
  // Ours have no code; those of Node and SQLite do.
  if (error instanceof RangeError && !("code" in error)) return error;
  const resultCode = (error as { errcode?: unknown } | null)?.errcode;
  const cause = typeof resultCode === "number" ? causes.get(primaryCode(resultCode)) : undefined;
  if (cause !== undefined) return new StoreError(cause[0], file, cause[1](file), { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new StoreError("failed", file, `The executions in ${file} cannot be used: ${message}.`, { cause: error });
}

/** Extended codes carry the primary one in their low byte. No room for the file that a journal's users share is a full disk too (SQLITE_IOERR_SHMSIZE). */
function primaryCode(resultCode: number): number {
  return resultCode === 4874 ? 13 : resultCode & 0xff;
}
