import type { TraceBatch } from "../model/index.ts";
import { type Checkpoint, TimelineAccumulator, type TimelineLimits, timelineLimits } from "../summary/accumulate.ts";
import { leavesOut, type Timeline } from "../summary/timeline.ts";
import type { TraceSummary } from "../summary/traceSummary.ts";
import { withDetail } from "./detail.ts";

/** How much finer the second level is. At 32 it holds some ten megabytes at most. */
const finerBy = 32;

/** Checkpoints kept of one trace; twice as far apart whenever there are more. */
const maximumCheckpoints = 512;

/** Records that are read for one window, a twentieth of a second's work. */
const maximumRecordsRead = 180_000;

/**
 * A trace at several levels, for timelines that one can zoom into however many records there are:
 * the whole, drawn at once; a level 32 times finer, for windows; and for windows so small that this shows too little,
 * the trace itself, read from the nearest checkpoint on. Totals and states are exact at every level.
 */
export class TimelineLevels {
  readonly #limits: TimelineLimits;
  readonly #whole: TimelineAccumulator;
  readonly #fine: TimelineAccumulator;
  #checkpoints: Checkpoint[] = [];
  #spacing = 4096;
  #fineTimeline: Timeline | undefined;

  constructor(limits: Partial<TimelineLimits> = {}) {
    this.#limits = { ...timelineLimits, ...limits };
    this.#whole = new TimelineAccumulator(this.#limits);
    this.#fine = new TimelineAccumulator(finer(this.#limits));
  }

  /** Position of the record that comes next. */
  get next(): number {
    return this.#whole.next;
  }

  /** The next batch of the trace. */
  add(batch: TraceBatch): void {
    this.#beforeRecord(batch.first);
    this.#whole.add(batch);
    this.#fine.add(batch);
  }

  /** The next part of the trace, summed up: takes a thousandth of the time of its records, and totals stay exact. */
  addSummary(summary: TraceSummary): void {
    this.#beforeRecord(summary.first);
    this.#whole.addSummary(summary);
    this.#fine.addSummary(summary);
  }

  advance(now: number): void {
    this.#whole.advance(now);
    this.#fine.advance(now);
    this.#fineTimeline = undefined;
  }

  finish(simulatedEnd?: number | null): void {
    this.#whole.finish(simulatedEnd);
    this.#fine.finish(simulatedEnd);
    this.#fineTimeline = undefined;
  }

  /** The whole. */
  timeline(): Timeline {
    return this.#whole.timeline();
  }

  /** The whole, finer between two simulated times. */
  window(from: number, to: number): Timeline {
    this.#fineTimeline ??= this.#fine.timeline();
    return withDetail(this.#whole.timeline(), this.#fineTimeline, from, to, this.#limits);
  }

  /**
   * The part of the trace, in simulated seconds, that would show more between these times than `window` does;
   * undefined when there is no more to show, or more than can be read while somebody waits. Its batches are for `windowFromTrace`.
   */
  traceFor(from: number, to: number): { readonly from: number; readonly to: number } | undefined {
    this.#fineTimeline ??= this.#fine.timeline();
    const before = this.#checkpointBefore(from);
    const after = this.#checkpoints.find(({ time }) => time > to)?.record ?? this.next;
    if (!leavesOut(this.#fineTimeline) || after - before.record > maximumRecordsRead) return undefined;
    return { from: before.time, to };
  }

  /** The whole, between two times with everything that the trace has there: `batches` are those of `traceFor`. */
  windowFromTrace(batches: Iterable<TraceBatch>, from: number, to: number): Timeline {
    // Up to the window only what holds then is needed: it must not take the room of what is in it.
    const before = new TimelineAccumulator({ states: 8, laneStates: 8, moments: 8, points: 0 });
    before.resume(this.#checkpointBefore(from));
    let detail: TimelineAccumulator | undefined;
    const names: string[] = [];
    for (const batch of batches) {
      for (const [i, name] of batch.newNames.entries()) names[batch.firstName + i] = name;
      const at = firstAtOrAfter(batch, from);
      if (at > 0) before.add(part(batch, 0, at));
      if (at === batch.length) continue;
      if (detail === undefined) {
        detail = new TimelineAccumulator(finer(this.#limits));
        detail.resume(before.checkpoint());
      }
      detail.add({ ...part(batch, at, batch.length), newNames: names, firstName: 0 });
    }
    const whole = this.#whole.timeline();
    return detail === undefined ? whole : withDetail(whole, detail.timeline(), from, to, this.#limits);
  }

  /** Keeps what came before a record, now and then. */
  #beforeRecord(record: number): void {
    this.#fineTimeline = undefined;
    const last = this.#checkpoints.at(-1);
    if (last === undefined || record >= last.record + this.#spacing) this.#checkpoints.push(this.#whole.checkpoint());
    if (this.#checkpoints.length > maximumCheckpoints) {
      this.#checkpoints = this.#checkpoints.filter((_, i) => i % 2 === 0);
      this.#spacing *= 2;
    }
  }

  #checkpointBefore(time: number): Checkpoint {
    return this.#checkpoints.findLast((each) => each.time < time) ?? this.#checkpoints[0] ?? this.#whole.checkpoint();
  }
}

function finer({ states, lanes, laneStates, moments, points, series }: TimelineLimits): TimelineLimits {
  return {
    states: states * finerBy,
    lanes,
    laneStates: laneStates * finerBy,
    moments: moments * finerBy,
    points: points * finerBy,
    series,
  };
}

/** Index of the first record that is not before `time`. */
function firstAtOrAfter({ times, length }: TraceBatch, time: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Some records of a batch, without its texts, which timelines do not show. */
function part(batch: TraceBatch, from: number, to: number): TraceBatch {
  return {
    ...batch,
    first: batch.first + from,
    length: to - from,
    kinds: batch.kinds.subarray(from, to),
    times: batch.times.subarray(from, to),
    names: batch.names.subarray(from, to),
    values: batch.values.subarray(from, to),
    texts: [],
  };
}
