import type { LogLevel } from "../model/index.ts";

/**
 * What a trace did over simulated time, small enough to draw: plain JSON, in simulated seconds, never more than some
 * thousand entries however long the trace. Live and stored executions give the same timeline, since both read the trace.
 */
export interface Timeline {
  /** Where the clock began: 0, or earlier if a record says so. */
  readonly start: number;
  /** The clock so far, or at the end. */
  readonly end: number;
  /** False while more may come. */
  readonly ended: boolean;
  readonly records: number;
  /** Records that the trace should hold and does not. Zero, or the user is told. */
  readonly missingRecords: number;
  /** Counts and gauges that are no finite number, and records at no finite time: they are left out. */
  readonly invalidValues: number;
  readonly states: readonly StateInterval[];
  /** Intervals as recorded; more than `states.length` where short neighbours were merged. */
  readonly stateCount: number;
  /** Exact, also where intervals were merged; in order of first appearance. */
  readonly timeInState: readonly TimeInState[];
  /** What processes, machines and places did, in order of appearance. */
  readonly lanes: readonly TimelineLane[];
  /** Changes in lanes beyond those, which are too many to keep apart. */
  readonly otherLaneChanges: number;
  readonly messages: readonly MomentGroup[];
  readonly messageCount: number;
  readonly marks: readonly MomentGroup[];
  readonly markCount: number;
  readonly counts: readonly CountSeries[];
  readonly gauges: readonly GaugeSeries[];
  readonly logs: Readonly<Record<LogLevel, number>>;
}

/** The model was in this state from `start` up to `end`; `end` is null for the last one, which was never left. */
export interface StateInterval {
  readonly state: string;
  readonly substate: string;
  readonly start: number;
  readonly end: number | null;
  /** What was counted meanwhile, by name. */
  readonly counts?: Readonly<Record<string, number>>;
  /** How many short intervals stand behind this one. Where they differ, state or substate reads `mixed`. */
  readonly merged?: number;
}

export interface TimeInState {
  readonly state: string;
  readonly substate: string;
  readonly seconds: number;
  readonly visits: number;
}

/** A lane with a name: its activities are states without substates; `""` is doing nothing. */
export interface TimelineLane {
  readonly name: string;
  readonly states: readonly StateInterval[];
  readonly stateCount: number;
  readonly timeInState: readonly TimeInState[];
}

/** A message or a mark; several of one name close together once there are too many to keep apart. */
export interface MomentGroup {
  readonly name: string;
  readonly time: number;
  /** Of messages only. */
  readonly topic?: string;
  /** With `count` > 1: the time of the last one. */
  readonly until?: number;
  readonly count: number;
}

/** How often something had happened by each time: `totals[i]` holds from `times[i]` on. */
export interface CountSeries {
  readonly name: string;
  readonly total: number;
  readonly times: readonly number[];
  readonly totals: readonly number[];
  /** Seconds within which points were merged; 0 when every one is there. */
  readonly resolution: number;
}

/** A quantity over time: in the bin that begins at `times[i]` it lay between `lows[i]` and `highs[i]` and ended as `values[i]`. */
export interface GaugeSeries {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Weighted by time from the first value to the end; null when no time passed. */
  readonly mean: number | null;
  readonly times: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  readonly values: readonly number[];
  readonly resolution: number;
}

/** Where the interval ends for drawing: the last one reaches to the clock. */
export function intervalEnd(interval: StateInterval, timeline: Pick<Timeline, "end">): number {
  return interval.end ?? Math.max(interval.start, timeline.end);
}

/** Whether there is more to show than the timeline holds: neighbours were merged. */
export function leavesOut(timeline: Timeline): boolean {
  const { states, stateCount, lanes, messages, messageCount, marks, markCount, counts, gauges } = timeline;
  return (
    states.length < stateCount ||
    lanes.some((lane) => lane.states.length < lane.stateCount) ||
    messages.length < messageCount ||
    marks.length < markCount ||
    [...counts, ...gauges].some(({ resolution }) => resolution > 0)
  );
}
