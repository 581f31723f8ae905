import { binOf, binWidthFor } from "./bins.ts";
import type { StateInterval, TimeInState } from "./timeline.ts";

export type Open<T> = { -readonly [K in keyof T]: T[K] };

/** Reads in place of a state or substate where merged intervals differ. */
export const mixed = "mixed";

/** State/substate pairs whose time is kept apart; a trace with more has them under `mixed`. */
const maximumPairs = 2000;

/**
 * State intervals while they come, in at most `capacity` entries. Beyond that, neighbours that lie together in one bin of
 * time become one entry; intervals longer than a bin always stay themselves, so what is wide enough to see is exact.
 */
export class StateIntervalsBuilder {
  count = 0;
  #capacity: number;
  #closed: Open<StateInterval>[] = [];
  #current: Open<StateInterval> | undefined;
  #pairs = new Map<string, Map<string, Open<TimeInState>>>();
  #pairCount = 0;
  #width = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The state that holds, if any. */
  get current(): StateInterval | undefined {
    return this.#current;
  }

  /** `counts`: what was counted since the last change. */
  change(time: number, state: string, substate: string, counts: Record<string, number> | undefined): void {
    this.count += 1;
    const left = this.#current;
    this.#current = { state, substate, start: time, end: null };
    const entered = this.#pair(state, substate);
    entered.visits += 1;
    if (left === undefined) return;
    left.end = time;
    if (counts !== undefined) left.counts = counts;
    this.#pair(left.state, left.substate).seconds += time - left.start;
    this.#close(left);
  }

  /**
   * What comes next, summed up: intervals of which the last one is open, the visits that began, and the seconds of those that ended.
   * `counts`: what was counted since the last change before.
   */
  append(
    intervals: readonly StateInterval[],
    timeInState: readonly TimeInState[],
    counts: Record<string, number> | undefined,
  ): void {
    const [next] = intervals;
    if (next === undefined) return;
    const left = this.#current;
    if (left !== undefined) {
      left.end = next.start;
      if (counts !== undefined) left.counts = counts;
      this.#pair(left.state, left.substate).seconds += next.start - left.start;
      this.#close(left);
    }
    for (const { state, substate, seconds, visits } of timeInState) {
      const pair = this.#pair(state, substate);
      pair.seconds += seconds;
      pair.visits += visits;
      this.count += visits;
    }
    for (const interval of intervals.slice(0, -1)) this.#close({ ...interval });
    const { counts: _counts, ...open } = intervals.at(-1)!;
    this.#current = { ...open };
  }

  intervals(counts: Record<string, number> | undefined): StateInterval[] {
    const all: StateInterval[] = this.#closed.map((interval) => ({ ...interval }));
    if (this.#current !== undefined)
      all.push(counts === undefined ? { ...this.#current } : { ...this.#current, counts });
    return all;
  }

  timeInState(end: number): TimeInState[] {
    const all: Open<TimeInState>[] = [];
    for (const substates of this.#pairs.values()) for (const pair of substates.values()) all.push({ ...pair });
    const current = this.#current;
    if (current !== undefined) {
      const pair = this.#pair(current.state, current.substate);
      const copy = all.find((each) => each.state === pair.state && each.substate === pair.substate);
      if (copy !== undefined) copy.seconds += Math.max(0, end - current.start);
    }
    return all;
  }

  #pair(state: string, substate: string): Open<TimeInState> {
    const known = this.#pairs.get(state)?.get(substate);
    if (known !== undefined) return known;
    if (this.#pairCount >= maximumPairs && !(state === mixed && substate === mixed)) return this.#pair(mixed, mixed);
    const pair: Open<TimeInState> = { state, substate, seconds: 0, visits: 0 };
    let substates = this.#pairs.get(state);
    if (substates === undefined) {
      substates = new Map();
      this.#pairs.set(state, substates);
    }
    substates.set(substate, pair);
    this.#pairCount += 1;
    return pair;
  }

  #close(interval: Open<StateInterval>): void {
    const last = this.#closed.at(-1);
    if (this.#width > 0 && last !== undefined && inOneBin(last, interval, this.#width)) {
      merge(last, interval);
      return;
    }
    this.#closed.push(interval);
    if (this.#closed.length >= this.#capacity) this.#thin();
  }

  #thin(): void {
    // The first one may have begun long before: it is one entry, and makes no bin of the others wider.
    const span = this.#closed.at(-1)!.end! - this.#closed[0]!.end!;
    // At most one merged entry in a bin and one across each edge: a quarter of the capacity leaves half of it free.
    this.#width = Math.max(binWidthFor(span, this.#capacity / 4), this.#width * 2);
    this.#closed = thinStates(this.#closed, this.#width);
  }
}

/** Closed intervals, with those that lie together in one bin made one. The given ones are used up. */
export function thinStates(intervals: readonly Open<StateInterval>[], width: number): Open<StateInterval>[] {
  const kept: Open<StateInterval>[] = [];
  // Counts may be shared with whoever was given the intervals: they are copied before the first sum.
  let ownsCounts = false;
  for (const interval of intervals) {
    const last = kept.at(-1);
    if (last !== undefined && inOneBin(last, interval, width)) {
      merge(last, interval, ownsCounts);
      ownsCounts ||= interval.counts !== undefined;
    } else {
      kept.push(interval);
      ownsCounts = false;
    }
  }
  return kept;
}

/** Whether two closed neighbours begin and end in one bin; an end on the bin's edge is inside. */
function inOneBin(before: StateInterval, after: StateInterval, width: number): boolean {
  const bin = binOf(before.start, width);
  return after.end! <= (bin + 1) * width;
}

function merge(into: Open<StateInterval>, next: StateInterval, ownsCounts = false): void {
  into.merged = (into.merged ?? 1) + (next.merged ?? 1);
  if (into.state !== next.state) into.state = mixed;
  if (into.substate !== next.substate) into.substate = mixed;
  into.end = next.end;
  if (next.counts !== undefined) {
    const sum: Record<string, number> = ownsCounts ? (into.counts as Record<string, number>) : { ...into.counts };
    for (const [name, by] of Object.entries(next.counts)) sum[name] = (sum[name] ?? 0) + by;
    into.counts = sum;
  }
}
