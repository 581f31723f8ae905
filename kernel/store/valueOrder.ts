import type { Json } from "../model/index.ts";

/** As SQLite sorts what the file holds: numbers, texts by their bytes, lists and tables, false, true. */
export function compareValues(a: Json, b: Json): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === "number") return a - (b as number);
  return typeof a === "string" ? Buffer.compare(Buffer.from(a), Buffer.from(b as string)) : 0;
}

function rank(value: Json): number {
  switch (typeof value) {
    case "number":
      return 0;
    case "string":
      return 1;
    case "boolean":
      return value ? 4 : 3;
    default:
      return 2;
  }
}
