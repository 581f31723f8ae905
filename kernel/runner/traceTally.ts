import { createHash, type Hash } from "node:crypto";
import { kindCodes, type TraceBatch } from "../model/index.ts";
import { requireBatch } from "./workerWord.ts";

/** What a trace adds up to, batch by batch: counts by name, time in each state, means of gauges, the state it is in, and the hash. */
export class TraceTally {
  readonly #names: string[] = [];
  readonly #counts = new Map<number, number>();
  readonly #timeInState = new Map<string, number>();
  readonly #gauges = new Map<number, { readonly from: number; since: number; value: number; area: number }>();
  readonly #hash = new TraceHash();
  #state: { readonly state: string; readonly substate: string; readonly since: number } | null = null;
  #records = 0;

  /** Throws a `BrokenWordError` for what is no batch or does not go on where the last one ended; then nothing of it is added. */
  add(batch: TraceBatch): void {
    requireBatch(batch, this.#records, this.#names.length);
    batch.newNames.forEach((name, offset) => {
      this.#names[batch.firstName + offset] = name;
    });
    const { kinds, names, values, times, length } = batch;
    for (let i = 0; i < length; i += 1) {
      if (kinds[i] === kindCodes.count) {
        const name = names[i]!;
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + values[i]!);
      } else if (kinds[i] === kindCodes.state) {
        this.#leaveState(times[i]!);
        this.#state = { state: this.#names[names[i]!]!, substate: this.#names[values[i]!]!, since: times[i]! };
      } else if (kinds[i] === kindCodes.gauge) {
        this.#gauge(names[i]!, times[i]!, values[i]!);
      }
    }
    this.#records += length;
    this.#hash.add(batch);
  }

  get records(): number {
    return this.#records;
  }

  get state(): { readonly state: string; readonly substate: string } | null {
    return this.#state;
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].map(([name, count]) => [this.#names[name]!, count]));
  }

  /** Simulated seconds by `state/substate`, the last state lasting until `end`. */
  timeInState(end: number): Record<string, number> {
    this.#leaveState(end);
    if (this.#state !== null) this.#state = { ...this.#state, since: end };
    return Object.fromEntries(this.#timeInState);
  }

  /** Of each gauge, over simulated time from its first value to `end`. */
  gaugeMeans(end: number): Record<string, number> {
    return Object.fromEntries(
      [...this.#gauges].map(([name, { from, since, value, area }]) => {
        const whole = area + value * (end - since);
        return [this.#names[name]!, end > from ? whole / (end - from) : value];
      }),
    );
  }

  /** Ends the hash: nothing can be added after it. */
  hash(): string {
    return this.#hash.digest();
  }

  #gauge(name: number, time: number, value: number): void {
    const gauge = this.#gauges.get(name);
    if (gauge === undefined) {
      this.#gauges.set(name, { from: time, since: time, value, area: 0 });
      return;
    }
    gauge.area += gauge.value * (time - gauge.since);
    gauge.since = time;
    gauge.value = value;
  }

  #leaveState(time: number): void {
    if (this.#state === null) return;
    const { state, substate, since } = this.#state;
    const name = substate === "" ? state : `${state}/${substate}`;
    this.#timeInState.set(name, (this.#timeInState.get(name) ?? 0) + (time - since));
  }
}

/** Texts as JSON strings, each with a comma after it: the same however a list of them is cut. */
function listed(texts: readonly string[]): string {
  return texts.length === 0 ? "" : `${JSON.stringify(texts).slice(1, -1)},`;
}

/**
 * SHA-256 over a trace, the same however it was cut into batches: each column has a hash of its own, and the result is the hash of those.
 * Columns are little-endian; names and texts are JSON strings, each with a comma after it.
 */
class TraceHash {
  readonly #columns: readonly Hash[] = Array.from({ length: 6 }, () => createHash("sha256"));

  add(batch: TraceBatch): void {
    const [kinds, times, names, values, texts, newNames] = this.#columns;
    kinds!.update(batch.kinds);
    times!.update(batch.times);
    names!.update(batch.names);
    values!.update(batch.values);
    texts!.update(listed(batch.texts));
    newNames!.update(listed(batch.newNames));
  }

  digest(): string {
    const whole = createHash("sha256");
    for (const column of this.#columns) whole.update(column.digest());
    return whole.digest("hex");
  }
}
