import { kindCodes, type TraceBatch } from "../model/index.ts";
import { type Checkpoint, TimelineAccumulator, type TimelineLimits, timelineLimits } from "../summary/accumulate.ts";
import { leavesOut, type Timeline } from "../summary/timeline.ts";
import type { TraceSummary } from "../summary/traceSummary.ts";
import { withDetail } from "./detail.ts";

/** How much finer the second level is. At 32 it holds some ten megabytes at most. */
const finerBy = 32;

/** The same for a window that is read from the trace: enough that its bins are no wider than those that are drawn. */
const windowFinerBy = 8;

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
    this.#fine = new TimelineAccumulator(finer(this.#limits, finerBy));
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
   * The record from which on the trace would show more between these times than `window` does; undefined when there is
   * no more to show, or more than can be read while somebody waits. The batches from there on are for `windowFromTrace`.
   */
  traceFor(from: number, to: number): number | undefined {
    const before = this.#checkpointBefore(from);
    const after = this.#checkpoints.find(({ time }) => time > to)?.record ?? this.next;
    if (after - before.record > maximumRecordsRead) return undefined;
    this.#fineTimeline ??= this.#fine.timeline();
    return leavesOut(this.#fineTimeline) ? before.record : undefined;
  }

  /**
   * The whole, between two times with everything that the trace has there. Of `batches`, those from `traceFor` on, it takes
   * no more than it needs.
   */
  windowFromTrace(batches: Iterable<TraceBatch>, from: number, to: number): Timeline {
    // Up to the window only what holds then is needed: it must not take the room of what is in it.
    const before = new TimelineAccumulator({ states: 8, laneStates: 8, moments: 8, points: 0 });
    before.resume(this.#checkpointBefore(from));
    let detail: TimelineAccumulator | undefined;
    let held: Checkpoint | undefined;
    let shown: Timeline | undefined;
    const names: string[] = [];
    for (const batch of batches) {
      for (const [i, name] of batch.newNames.entries()) names[batch.firstName + i] = name;
      const at = firstIndex(batch, (time) => time >= from);
      if (at > 0) before.add(part(batch, 0, at));
      if (at === batch.length) continue;
      if (detail === undefined) {
        detail = new TimelineAccumulator(finer(this.#limits, windowFinerBy));
        held = before.checkpoint();
        detail.resume(held);
      }
      const after = firstIndex(batch, (time) => time > to);
      detail.add({ ...part(batch, at, after), newNames: names, firstName: 0 });
      if (after === batch.length) continue;
      shown = { ...detail.timeline(), ...endsBeyond(detail, part(batch, after, batch.length)) };
      break;
    }
    const whole = this.#whole.timeline();
    shown ??= detail?.timeline();
    if (held === undefined || shown === undefined) return whole;
    return withDetail(whole, withPointsBefore(shown, held), from, to, this.#limits);
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

function finer({ states, lanes, laneStates, moments, points, series }: TimelineLimits, by: number): TimelineLimits {
  return {
    states: states * by,
    lanes,
    laneStates: laneStates * by,
    moments: moments * by,
    points: points * by,
    series,
  };
}

/** Index of the first record whose time fulfils a condition that holds for all after it. */
function firstIndex({ times, length }: TraceBatch, holds: (time: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(times[middle]!)) high = middle;
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

/** The state that holds when the window ends is shown up to its own end, as are the activities of lanes: `rest` follows the window. */
function endsBeyond(detail: TimelineAccumulator, rest: TraceBatch): Pick<Timeline, "end" | "states" | "lanes"> {
  const change = rest.kinds.indexOf(kindCodes.state);
  const end = change < 0 ? rest.length : change + 1;
  detail.add(part(rest, 0, end));
  detail.add(lanesOf(part(rest, end, rest.length)));
  const { end: known, states, lanes } = detail.timeline();
  return { end: known, states, lanes };
}

/** Each series with what it was just before. */
function withPointsBefore(timeline: Timeline, { time, counts, gauges }: Checkpoint): Timeline {
  const totals = new Map(counts.map((count) => [count.name, count.total]));
  const values = new Map(gauges.map((gauge) => [gauge.name, gauge.value]));
  return {
    ...timeline,
    counts: timeline.counts.map((series) => {
      const total = totals.get(series.name);
      if (total === undefined) return series;
      return { ...series, times: [time, ...series.times], totals: [total, ...series.totals] };
    }),
    gauges: timeline.gauges.map((series) => {
      const value = values.get(series.name);
      if (value === undefined) return series;
      const { times, lows, highs, values: all } = series;
      const before = (column: readonly number[]) => [value, ...column];
      return { ...series, times: [time, ...times], lows: before(lows), highs: before(highs), values: before(all) };
    }),
  };
}

/** The changes of lanes in a batch. */
function lanesOf(batch: TraceBatch): TraceBatch {
  const { first, kinds, times, names, values } = batch;
  const isLane = (_: number, i: number): boolean => kinds[i] === kindCodes.lane;
  const lanes = kinds.filter((kind) => kind === kindCodes.lane);
  return {
    first,
    length: lanes.length,
    kinds: lanes,
    times: times.filter(isLane),
    names: names.filter(isLane),
    values: values.filter(isLane),
    texts: [],
    newNames: [],
    firstName: 0,
  };
}
