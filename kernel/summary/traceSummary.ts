import type { LogLevel, TraceBatch, TraceKind } from "../model/index.ts";
import { kindCodes } from "../model/index.ts";
import { TimelineAccumulator } from "./accumulate.ts";
import type { CountSeries, GaugeSeries, MomentGroup, StateInterval, TimeInState, TimelineLane } from "./timeline.ts";

/**
 * What some thousand consecutive records of a trace say, in some kilobytes of plain JSON: totals are exact, points and intervals are few.
 * It knows nothing of the records before; `TimelineAccumulator.addSummary` puts summaries together in their order.
 */
export interface TraceSummary {
  /** Position of the first record in the execution's trace. */
  readonly first: number;
  readonly length: number;
  /** Simulated seconds of the first and the last record. */
  readonly from: number;
  readonly to: number;
  readonly records: Readonly<Partial<Record<TraceKind, number>>>;
  /** Records of kinds that the one who summed up did not know. */
  readonly unknown: number;
  /** Intervals that begin in it, short neighbours merged. The last one is open: the end lies in what follows. */
  readonly states: readonly StateInterval[];
  /** Visits that begin in it, and the seconds of those that end in it too. */
  readonly timeInState: readonly TimeInState[];
  /** As `states` and `timeInState`, for each lane. Absent in what was summed up before there were lanes. */
  readonly lanes?: readonly LaneSummary[];
  readonly otherLaneChanges?: number;
  readonly invalidValues?: number;
  readonly messages: readonly MomentGroup[];
  readonly marks: readonly MomentGroup[];
  readonly counts: readonly CountSummary[];
  readonly gauges: readonly GaugeSummary[];
  readonly logs: Readonly<Record<LogLevel, number>>;
}

export type LaneSummary = Pick<TimelineLane, "name" | "states" | "timeInState">;

/** A count from zero at the first record on. */
export interface CountSummary extends CountSeries {
  /** What of `total` came before the first change of state, and what after the last one. Without such a change both are `total`. */
  readonly beforeStates: number;
  readonly afterStates: number;
}

export interface GaugeSummary extends Omit<GaugeSeries, "mean"> {
  /** Simulated seconds of the first and the last value. */
  readonly first: number;
  readonly last: number;
  /** Value times seconds between them. */
  readonly area: number;
}

/** Some three hundred summaries make a picture of ten million records; a few of them still fill a zoomed one. */
const summaryLimits = { states: 32, laneStates: 16, moments: 32, points: 32 };

/** `names`: every name of the trace up to and with this batch, by index. */
export function summarise(batch: TraceBatch, names: readonly string[]): TraceSummary {
  return new TraceSummariser(names).summary(batch);
}

/** Sums up a part of a trace that grows, without looking at any record twice. */
export class TraceSummariser {
  readonly #accumulator = new TimelineAccumulator(summaryLimits);
  readonly #byCode = new Uint32Array(256);
  #length = 0;

  /** `names`: every name that came before, by index. */
  constructor(names: readonly string[]) {
    this.#accumulator.add({ ...nothing, newNames: names });
  }

  /** Of the part as it is now: it begins with the same record each time, and goes on where it ended the last time. */
  summary(part: TraceBatch): TraceSummary {
    const { first, length, times, kinds } = part;
    this.#accumulator.add({ ...part, first: 0 });
    for (; this.#length < length; this.#length += 1) this.#byCode[kinds[this.#length]!]! += 1;
    const records = Object.entries(kindCodes).map(([kind, code]) => [kind, this.#byCode[code]!]);
    return {
      first,
      length,
      from: times[0] ?? 0,
      to: times[length - 1] ?? 0,
      records: Object.fromEntries(records) as Record<TraceKind, number>,
      ...this.#accumulator.summary(),
    };
  }
}

const nothing: TraceBatch = {
  first: 0,
  length: 0,
  kinds: new Uint8Array(),
  times: new Float64Array(),
  names: new Uint32Array(),
  values: new Float64Array(),
  texts: [],
  newNames: [],
  firstName: 0,
};
