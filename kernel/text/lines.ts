import type { Position, Range } from "./position.ts";

/** The lines of a text: where each begins, and the way between offsets and positions. Ends of line are LF, CRLF and a bare CR, as in the Language Server Protocol. */
export class Lines {
  readonly text: string;
  /** Offset of each line's first code unit. */
  readonly starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.starts = lineStarts(text);
  }

  get count(): number {
    return this.starts.length;
  }

  /** Line `index` without its end of line. */
  line(index: number): string {
    return this.text.slice(this.starts[index] ?? this.text.length, this.endOf(index));
  }

  /** Offset just after the last code unit of line `index`, before its end of line. */
  endOf(index: number): number {
    const next = this.starts[index + 1];
    if (next === undefined) return this.text.length;
    return this.text.charCodeAt(next - 1) === 10 && this.text.charCodeAt(next - 2) === 13 ? next - 2 : next - 1;
  }

  /** The offset of a position; places past the end of a line or text come to that end. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    if (line >= this.count) return this.text.length;
    return Math.min(this.starts[line]! + Math.max(0, character), this.endOf(line));
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: at - this.starts[low]! };
  }

  range(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  slice(range: Range): string {
    return this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
