import { mapGet, mapSet, push, stringify } from "./builtins.ts";
import type { JsonObject } from "./json.ts";
import type { LogLevel, TraceRecord } from "./trace.ts";

/**
 * A run of consecutive trace records in columns: it is transferred between threads without copying and compresses well.
 *
 * | kind    | `names[i]` | `values[i]`          | `texts`   |
 * | ------- | ---------- | -------------------- | --------- |
 * | state   | state      | index of the substate| -         |
 * | message | type       | index of the topic   | body JSON |
 * | count   | name       | by                   | -         |
 * | gauge   | name       | value                | -         |
 * | log     | level      | 0                    | text      |
 * | mark    | name       | 0                    | -         |
 * | lane    | lane       | index of the activity| -         |
 *
 * Names are indices into a table that the batches of one execution share: each brings the names it is the first to use.
 */
export interface TraceBatch {
  /** Position of the first record in the execution's trace. */
  readonly first: number;
  readonly length: number;
  readonly kinds: Uint8Array;
  /** Simulated seconds. */
  readonly times: Float64Array;
  readonly names: Uint32Array;
  readonly values: Float64Array;
  /** Texts of the records that have one (messages and logs), in order. */
  readonly texts: readonly string[];
  /** Names that this batch adds to the table, starting at index `firstName`. */
  readonly newNames: readonly string[];
  readonly firstName: number;
}

/** Codes of the `kinds` column. Stored: never renumber. */
export const kindCodes = { state: 0, message: 1, count: 2, gauge: 3, log: 4, mark: 5, lane: 6 } as const;

/** The buffers to hand over when a batch is posted to another thread. */
export function transferables(batch: TraceBatch): ArrayBuffer[] {
  return [batch.kinds.buffer, batch.times.buffer, batch.names.buffer, batch.values.buffer] as ArrayBuffer[];
}

/** Collects records into columns; `take` hands over what has come since the last call. One per execution. */
export class TraceBatchWriter {
  #capacity: number;
  #length = 0;
  #first = 0;
  #kinds: Uint8Array;
  #times: Float64Array;
  #names: Uint32Array;
  #values: Float64Array;
  #texts: string[] = [];
  #table = new Map<string, number>();
  #newNames: string[] = [];
  #firstName = 0;
  #lastName: string | undefined;
  #lastIndex = 0;

  /** `capacity`: records that fit before `isFull`. Default 8,192, which posts well (see docs/performance.md). */
  constructor(capacity = 8192) {
    this.#capacity = capacity;
    this.#kinds = new Uint8Array(capacity);
    this.#times = new Float64Array(capacity);
    this.#names = new Uint32Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === this.#capacity;
  }

  state(time: number, state: string, substate: string): void {
    this.#append(kindCodes.state, time, this.#nameIndex(state), this.#nameIndex(substate));
  }

  message(time: number, name: string, topic: string, body: JsonObject): void {
    this.encodedMessage(time, name, topic, stringify(body));
  }

  /** A message whose body is JSON text already. */
  encodedMessage(time: number, name: string, topic: string, body: string): void {
    this.#append(kindCodes.message, time, this.#nameIndex(name), this.#nameIndex(topic));
    push(this.#texts, body);
  }

  count(time: number, name: string, by: number): void {
    this.#append(kindCodes.count, time, this.#nameIndex(name), by);
  }

  gauge(time: number, name: string, value: number): void {
    this.#append(kindCodes.gauge, time, this.#nameIndex(name), value);
  }

  log(time: number, level: LogLevel, text: string): void {
    this.#append(kindCodes.log, time, this.#nameIndex(level), 0);
    push(this.#texts, text);
  }

  mark(time: number, name: string): void {
    this.#append(kindCodes.mark, time, this.#nameIndex(name), 0);
  }

  lane(time: number, name: string, activity: string): void {
    this.#append(kindCodes.lane, time, this.#nameIndex(name), this.#nameIndex(activity));
  }

  /** What was written since the last call, with buffers of its own; undefined when that is nothing. */
  take(): TraceBatch | undefined {
    if (this.#length === 0) return undefined;
    const length = this.#length;
    const columns = length === this.#capacity ? this.#handOver() : this.#copy(length);
    const batch: TraceBatch = {
      first: this.#first,
      length,
      ...columns,
      texts: this.#texts,
      newNames: this.#newNames,
      firstName: this.#firstName,
    };
    this.#first += length;
    this.#firstName += this.#newNames.length;
    this.#length = 0;
    this.#texts = [];
    this.#newNames = [];
    return batch;
  }

  /** Full columns go as they are, and new ones take their place. */
  #handOver() {
    const columns = { kinds: this.#kinds, times: this.#times, names: this.#names, values: this.#values };
    this.#kinds = new Uint8Array(this.#capacity);
    this.#times = new Float64Array(this.#capacity);
    this.#names = new Uint32Array(this.#capacity);
    this.#values = new Float64Array(this.#capacity);
    return columns;
  }

  #copy(length: number) {
    return {
      kinds: this.#kinds.slice(0, length),
      times: this.#times.slice(0, length),
      names: this.#names.slice(0, length),
      values: this.#values.slice(0, length),
    };
  }

  #append(kind: number, time: number, name: number, value: number): void {
    const at = this.#length;
    if (at === this.#capacity) throw new RangeError("The batch is full: take it before writing more.");
    this.#kinds[at] = kind;
    this.#times[at] = time;
    this.#names[at] = name;
    this.#values[at] = value;
    this.#length = at + 1;
  }

  /** Most records bear the name of the one before. */
  #nameIndex(name: string): number {
    if (name === this.#lastName) return this.#lastIndex;
    let index = mapGet(this.#table, name);
    this.#lastName = name;
    if (index === undefined) {
      index = this.#firstName + this.#newNames.length;
      mapSet(this.#table, name, index);
      push(this.#newNames, name);
    }
    this.#lastIndex = index;
    return index;
  }
}

/** Turns the batches of one execution, given in order, back into records. Keeps the table of names between batches. */
export class TraceBatchReader {
  #names: string[] = [];

  *records(batch: TraceBatch): Generator<TraceRecord> {
    batch.newNames.forEach((name, offset) => {
      this.#names[batch.firstName + offset] = name;
    });
    let text = 0;
    for (let i = 0; i < batch.length; i += 1) {
      const time = batch.times[i]!;
      const name = this.#names[batch.names[i]!]!;
      const value = batch.values[i]!;
      switch (batch.kinds[i]) {
        case kindCodes.state:
          yield { kind: "state", time, state: name, substate: this.#names[value]! };
          break;
        case kindCodes.message:
          yield {
            kind: "message",
            time,
            name,
            topic: this.#names[value]!,
            body: JSON.parse(batch.texts[text++]!) as JsonObject,
          };
          break;
        case kindCodes.count:
          yield { kind: "count", time, name, by: value };
          break;
        case kindCodes.gauge:
          yield { kind: "gauge", time, name, value };
          break;
        case kindCodes.log:
          yield { kind: "log", time, level: name as LogLevel, text: batch.texts[text++]! };
          break;
        case kindCodes.mark:
          yield { kind: "mark", time, name };
          break;
        case kindCodes.lane:
          yield { kind: "lane", time, name, activity: this.#names[value]! };
          break;
        default:
          throw new RangeError(`Unknown kind of trace record: ${String(batch.kinds[i])}.`);
      }
    }
  }
}
