import {
  kindCodes,
  type TraceBatch,
  TraceBatchReader,
  type TraceDifference,
  type TraceRecord,
} from "../../model/index.ts";
import { kindOf, valueIsName } from "./recordIndex.ts";

/** Reads two traces side by side, no further than to the first difference; null when they are the same. */
export function firstDifference(first: Iterable<TraceBatch>, second: Iterable<TraceBatch>): TraceDifference | null {
  const steps = differenceSteps(first, second);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, in steps of a batch at most, between which others may have their turn. */
export function* differenceSteps(
  first: Iterable<TraceBatch>,
  second: Iterable<TraceBatch>,
): Generator<void, TraceDifference | null> {
  const a = new TraceCursor(first);
  const b = new TraceCursor(second);
  let before: TraceRecord | undefined;
  for (;;) {
    const hasFirst = a.load();
    const hasSecond = b.load();
    if (!hasFirst && !hasSecond) return null;
    const equal = hasFirst && hasSecond ? a.equalWith(b) : 0;
    if (equal === 0) {
      const parted = {
        position: hasFirst ? a.position : b.position,
        first: hasFirst ? a.peek(0) : null,
        second: hasSecond ? b.peek(0) : null,
      };
      return before === undefined ? parted : { ...parted, before };
    }
    before = a.peek(equal - 1);
    a.skip(equal);
    b.skip(equal);
    yield;
  }
}

/** A place in a trace. Records are compared in the columns of their batches: to make objects of them would take ten times as long. */
class TraceCursor {
  readonly #batches: Iterator<TraceBatch>;
  readonly #names: string[] = [];
  #batch: TraceBatch | undefined;
  /** Next record of the batch, and the next of its texts. */
  #at = 0;
  #text = 0;

  constructor(batches: Iterable<TraceBatch>) {
    this.#batches = batches[Symbol.iterator]();
  }

  /** Position in its trace of the record that is here. */
  get position(): number {
    return this.#batch!.first + this.#at;
  }

  /** Whether there is a record here. */
  load(): boolean {
    while (this.#batch === undefined || this.#at === this.#batch.length) {
      const next = this.#batches.next();
      if (next.done === true) return false;
      const batch = next.value;
      this.#batch = batch;
      this.#at = 0;
      this.#text = 0;
      batch.newNames.forEach((name, index) => {
        this.#names[batch.firstName + index] = name;
      });
    }
    return true;
  }

  /** How many records from here on are equal in every bit, within the batches that both are in. */
  equalWith(other: TraceCursor): number {
    const [a, b] = [this.#batch!, other.#batch!];
    const most = Math.min(a.length - this.#at, b.length - other.#at);
    let [textOfA, textOfB] = [this.#text, other.#text];
    for (let i = 0; i < most; i += 1) {
      const [x, y] = [this.#at + i, other.#at + i];
      const kind = a.kinds[x]!;
      if (kind !== b.kinds[y] || !Object.is(a.times[x], b.times[y])) return i;
      if (this.#names[a.names[x]!] !== other.#names[b.names[y]!]) return i;
      if (valueIsName(kindOf(kind))) {
        if (this.#names[a.values[x]!] !== other.#names[b.values[y]!]) return i;
      } else if (!Object.is(a.values[x], b.values[y])) return i;
      if ((kind === kindCodes.message || kind === kindCodes.log) && a.texts[textOfA++] !== b.texts[textOfB++]) return i;
    }
    return most;
  }

  /** The record so many places on, in the same batch. */
  peek(ahead: number): TraceRecord {
    const batch = this.#batch!;
    const at = this.#at + ahead;
    let text = this.#text;
    for (let i = this.#at; i < at; i += 1) if (hasText(batch.kinds[i]!)) text += 1;
    const reader = new TraceBatchReader();
    const one: TraceBatch = {
      first: batch.first + at,
      length: 1,
      kinds: batch.kinds.subarray(at, at + 1),
      times: batch.times.subarray(at, at + 1),
      names: batch.names.subarray(at, at + 1),
      values: batch.values.subarray(at, at + 1),
      texts: batch.texts.slice(text, text + 1),
      newNames: this.#names,
      firstName: 0,
    };
    return reader.records(one).next().value as TraceRecord;
  }

  skip(records: number): void {
    for (let i = 0; i < records; i += 1) if (hasText(this.#batch!.kinds[this.#at + i]!)) this.#text += 1;
    this.#at += records;
  }
}

function hasText(kind: number): boolean {
  return kind === kindCodes.message || kind === kindCodes.log;
}

/** Equal in every bit: records are plain, and numbers print in full precision. Times first, since they differ most often. */
export function isSame(one: TraceRecord, other: TraceRecord): boolean {
  return Object.is(one.time, other.time) && JSON.stringify(one) === JSON.stringify(other);
}
