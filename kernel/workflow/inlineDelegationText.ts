import { decodedMappings, encodedMappings, type SourceMapSegment, TraceMap } from "@jridgewell/trace-mapping";
import type { WorkflowBundle } from "../model/index.ts";

/**
 * A text made of pieces of another, in any order and more than once, with the source map that follows each piece to where it came from.
 * What is new in it goes by the place that it serves.
 */
export class RearrangedText {
  readonly #original: WorkflowBundle;
  readonly #lineStarts: readonly number[];
  readonly #traced: TraceMap;
  readonly #given: readonly (readonly SourceMapSegment[])[];
  readonly #lines: SourceMapSegment[][] = [[]];
  readonly #texts: string[] = [];
  #column = 0;

  constructor(original: WorkflowBundle) {
    this.#original = original;
    this.#lineStarts = lineStartsOf(original.code);
    this.#traced = new TraceMap(original.map);
    this.#given = decodedMappings(this.#traced);
  }

  /** The original's characters from `start` up to `end`. */
  copy(start: number, end: number): void {
    let line = this.#lineOf(start);
    for (let from = start; from < end; line += 1) {
      const lineStart = this.#lineStarts[line]!;
      const to = Math.min(end, this.#lineStarts[line + 1] ?? end);
      this.#mark(line, from - lineStart);
      for (const segment of this.#given[line] ?? []) {
        if (segment[0] <= from - lineStart || segment[0] >= to - lineStart) continue;
        this.#lines.at(-1)!.push(moved(segment, this.#column + segment[0] - (from - lineStart)));
      }
      this.#append(this.#original.code.slice(from, to));
      from = to;
    }
  }

  /** New characters, without a line break, in the service of what stands at `place` in the original. */
  add(text: string, place: number): void {
    const line = this.#lineOf(place);
    this.#mark(line, place - this.#lineStarts[line]!);
    this.#append(text);
  }

  get result(): WorkflowBundle {
    const map = JSON.parse(this.#original.map) as ConstructorParameters<typeof TraceMap>[0] & object;
    const mappings = encodedMappings(new TraceMap({ ...map, mappings: this.#lines }));
    return { code: this.#texts.join(""), map: JSON.stringify({ ...map, mappings }) };
  }

  #append(text: string): void {
    this.#texts.push(text);
    if (text.endsWith("\n")) {
      this.#lines.push([]);
      this.#column = 0;
    } else {
      this.#column += text.length;
    }
  }

  /** From here on, what the original has at this place. */
  #mark(line: number, column: number): void {
    const segment = (this.#given[line] ?? []).findLast(([from]) => from <= column);
    this.#lines.at(-1)!.push(segment === undefined ? [this.#column] : moved(segment, this.#column));
  }

  #lineOf(offset: number): number {
    let [low, high] = [0, this.#lineStarts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

function moved(segment: SourceMapSegment, column: number): SourceMapSegment {
  return [column, ...segment.slice(1)] as unknown as SourceMapSegment;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
