import { shortened } from "../values.ts";

/** A line of a stack, and the place in a file that it names, if it names one. */
export interface StackLine {
  readonly text: string;
  readonly place?: StackPlace;
}

export interface StackPlace {
  readonly file: string;
  /** Zero-based. */
  readonly line: number;
  readonly character: number;
}

const mostLines = 200;

/**
 * A stack as V8 writes it, without the message above it: `at execute (/data/workflows/stf.ts:12:5)`. Of an error that caused it the
 * message stands between its frames and the others.
 */
export function stackLines(stack: string): StackLine[] {
  return stack
    .split("\n", 2_000)
    .filter((line) => /^\s*at |^Caused by: /.test(line))
    .slice(0, mostLines)
    .map((line) => {
      const place = placeIn(line.length > 2_000 ? "" : line);
      const text = shortened(line, 500);
      return place === undefined ? { text } : { text, place };
    });
}

/** Absolute paths only: Node's own modules are none. */
function placeIn(line: string): StackPlace | undefined {
  const [, file, row, column] = /(?:\(|at )((?:\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?\s*$/.exec(line) ?? [];
  return file === undefined ? undefined : { file, line: Number(row) - 1, character: Number(column) - 1 };
}
