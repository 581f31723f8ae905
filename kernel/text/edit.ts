import { Lines } from "./lines.ts";
import type { Range } from "./position.ts";
import { comparePositions } from "./ranges.ts";

/** Replace `range` by `newText`; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The text after all edits, which must not overlap; all ranges count in the text before. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = new Lines(text);
  const ordered = [...edits].sort((a, b) => comparePositions(a.range.start, b.range.start));
  let result = "";
  let at = 0;
  for (const { range, newText } of ordered) {
    const start = lines.offsetAt(range.start);
    if (start < at) throw new RangeError("Edits overlap.");
    result += text.slice(at, start) + newText;
    at = lines.offsetAt(range.end);
  }
  return result + text.slice(at);
}
