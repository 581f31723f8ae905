import { kindCodes, type TraceBatch, type TraceKind } from "../../model/index.ts";
import type { RecordFilter } from "./recordsQuery.ts";

const kinds: readonly (TraceKind | undefined)[] = Object.keys(kindCodes) as TraceKind[];

/** The kind of a column's code; undefined for one that a later version wrote. */
export function kindOf(code: number): TraceKind | undefined {
  return kinds[code];
}

/** Whether the column of values holds an index into the table of names: substates, topics, activities. */
export function valueIsName(kind: TraceKind | undefined): boolean {
  return kind === "state" || kind === "message" || kind === "lane";
}

/** The positions of the records that a filter finds. It grows with the trace, and looks at no record twice. */
export class RecordIndex {
  readonly #filter: RecordFilter;
  readonly #text: string;
  #positions = new Uint32Array(1024);
  #found = 0;
  #read = 0;

  constructor(filter: RecordFilter) {
    this.#filter = filter;
    this.#text = filter.text?.toLowerCase() ?? "";
  }

  get found(): number {
    return this.#found;
  }

  /** Position of the first record that was not looked at. */
  get read(): number {
    return this.#read;
  }

  /** Records before this one are not looked at. */
  skipTo(position: number): void {
    this.#read = Math.max(this.#read, position);
  }

  positions(offset: number, limit: number): Uint32Array {
    return this.#positions.subarray(offset, Math.min(this.#found, offset + limit));
  }

  /** `names`: the table of the trace, with those that the batch brings. */
  add(batch: TraceBatch, names: readonly string[]): void {
    const matches = this.#matcher(batch, names);
    let text = 0;
    for (let i = 0; i < batch.length; i += 1) {
      const code = batch.kinds[i]!;
      const hasText = code === kindCodes.message || code === kindCodes.log;
      const position = batch.first + i;
      if (position >= this.#read && matches(i, hasText ? batch.texts[text] : undefined)) this.#append(position);
      if (hasText) text += 1;
    }
    this.#read = Math.max(this.#read, batch.first + batch.length);
  }

  #matcher(batch: TraceBatch, names: readonly string[]): (at: number, text: string | undefined) => boolean {
    const { window } = this.#filter;
    const wanted = this.#filter.kinds && new Set<TraceKind | undefined>(this.#filter.kinds);
    const levels = this.#filter.levels && new Set<string | undefined>(this.#filter.levels);
    const holds = new NamesHolding(names, this.#text);
    return (at, text) => {
      const code = batch.kinds[at]!;
      const kind = kindOf(code);
      if (window !== undefined && !(batch.times[at]! >= window.from && batch.times[at]! <= window.to)) return false;
      if (wanted !== undefined && !wanted.has(kind)) return false;
      const name = batch.names[at]!;
      if (levels !== undefined && kind === "log" && !levels.has(names[name])) return false;
      if (this.#text === "" || holds.at(name)) return true;
      if (valueIsName(kind) ? holds.at(batch.values[at]!) : isValue(kind, batch.values[at]!, this.#text)) {
        return true;
      }
      return text?.toLowerCase().includes(this.#text) === true;
    };
  }

  #append(position: number): void {
    if (this.#found === this.#positions.length) {
      const larger = new Uint32Array(this.#positions.length * 2);
      larger.set(this.#positions);
      this.#positions = larger;
    }
    this.#positions[this.#found] = position;
    this.#found += 1;
  }
}

function isValue(kind: TraceKind | undefined, value: number, text: string): boolean {
  return (kind === "count" || kind === "gauge") && String(value).includes(text);
}

/** Which names hold a text; each is looked at once, however many records bear it. */
class NamesHolding {
  readonly #names: readonly string[];
  readonly #text: string;
  readonly #known = new Map<number, boolean>();

  constructor(names: readonly string[], text: string) {
    this.#names = names;
    this.#text = text;
  }

  at(index: number): boolean {
    let holds = this.#known.get(index);
    if (holds === undefined) {
      holds = this.#names[index]?.toLowerCase().includes(this.#text) === true;
      this.#known.set(index, holds);
    }
    return holds;
  }
}
