import { kindCodes, type LogLevel, ownValue, type TraceBatch, type TraceRecord } from "../model/index.ts";
import { CountSeriesBuilder } from "./countSeries.ts";
import { GaugeSeriesBuilder } from "./gaugeSeries.ts";
import { MomentsBuilder, otherNames } from "./moments.ts";
import { StateIntervalsBuilder } from "./stateIntervals.ts";
import type { StateInterval, Timeline } from "./timeline.ts";
import type { LaneSummary, TraceSummary } from "./traceSummary.ts";

/** How much a timeline may hold. The defaults keep its JSON under about 1 MB and its drawing under 5,000 marks. */
export interface TimelineLimits {
  /** State intervals. Default 1,500. */
  readonly states: number;
  /** Lanes. Default 24. */
  readonly lanes: number;
  /** Intervals of one lane. Default 80. */
  readonly laneStates: number;
  /** Messages, and as many marks. Default 1,000. */
  readonly moments: number;
  /** Points of one count or gauge. Default 400. */
  readonly points: number;
  /** Counts, and as many gauges, that have points; further ones have their figures only. Default 24. */
  readonly series: number;
}

export const timelineLimits: TimelineLimits = {
  states: 1500,
  lanes: 24,
  laneStates: 80,
  moments: 1000,
  points: 400,
  series: 24,
};

/** Counts, and gauges, that are told apart at all; what comes later is added up as `(others)`. */
const maximumSeries = 500;

/** Names of counts that one state interval tells apart. */
const maximumCountsPerState = 16;

/**
 * Builds the timeline of one execution from its trace, given in order: batches as they come from a worker or the store,
 * or single records. Memory stays bounded however long the trace: ten million records cost what ten thousand do.
 */
export class TimelineAccumulator {
  #limits: TimelineLimits;
  #names: string[] = [];
  /** Records before the first that this accumulator is about. */
  #before = 0;
  #records = 0;
  #missing = 0;
  #invalid = 0;
  #start = Number.NaN;
  #now = 0;
  /** Time of the last record: the clock may have been told to be further. */
  #last = 0;
  #ended = false;
  #states: StateIntervalsBuilder;
  #lanes = new Map<string, StateIntervalsBuilder>();
  #otherLaneChanges = 0;
  #messages: MomentsBuilder;
  #marks: MomentsBuilder;
  #counts = new Map<string, CountSeriesBuilder>();
  #gauges = new Map<string, GaugeSeriesBuilder>();
  /** Totals at the last change of state, to tell what was counted since. */
  #countsBefore = new Map<CountSeriesBuilder, number>();
  /** Totals at the first change of state. */
  #countsBeforeStates: ReadonlyMap<CountSeriesBuilder, number> | undefined;
  #logs: Record<LogLevel, number> = { debug: 0, info: 0, warning: 0, error: 0 };
  /** By index in the table of names, since a batch names nothing else. */
  #countAt: (CountSeriesBuilder | undefined)[] = [];
  #gaugeAt: (GaugeSeriesBuilder | undefined)[] = [];

  constructor(limits: Partial<TimelineLimits> = {}) {
    this.#limits = { ...timelineLimits, ...limits };
    this.#states = new StateIntervalsBuilder(this.#limits.states);
    this.#messages = new MomentsBuilder(this.#limits.moments);
    this.#marks = new MomentsBuilder(this.#limits.moments);
  }

  /** Position of the record that comes next. */
  get next(): number {
    return this.#before + this.#records + this.#missing;
  }

  /** The next batch of the trace. Records before it that never came are counted as missing; ones already seen are left out. */
  add(batch: TraceBatch): void {
    for (let i = 0; i < batch.newNames.length; i += 1) this.#names[batch.firstName + i] = batch.newNames[i]!;
    const expected = this.next;
    if (batch.first > expected) this.#missing += batch.first - expected;
    const seen = Math.max(0, expected - batch.first);
    const { kinds, times, names, values } = batch;
    for (let i = seen; i < batch.length; i += 1) {
      const time = times[i]!;
      const name = names[i]!;
      this.#records += 1;
      // Workflows cannot record these: a file that somebody else wrote may hold anything.
      if (!Number.isFinite(time) || !Number.isFinite(values[i])) {
        this.#invalid += 1;
        continue;
      }
      switch (kinds[i]!) {
        case kindCodes.count:
          this.#reach(time);
          this.#countAt[name] ??= this.#count(this.#name(name));
          this.#countAt[name].add(time, values[i]!);
          break;
        case kindCodes.gauge:
          this.#reach(time);
          this.#gaugeAt[name] ??= this.#gauge(this.#name(name));
          this.#gaugeAt[name].set(time, values[i]!);
          break;
        case kindCodes.state:
          this.#state(time, this.#name(name), this.#name(values[i]!));
          break;
        case kindCodes.message:
          this.#reach(time);
          this.#messages.add(time, this.#name(name), this.#name(values[i]!));
          break;
        case kindCodes.log:
          this.#reach(time);
          this.#log(this.#name(name) as LogLevel);
          break;
        case kindCodes.mark:
          this.#reach(time);
          this.#marks.add(time, this.#name(name));
          break;
        case kindCodes.lane:
          this.#reach(time);
          this.#changeLane(time, this.#name(name), this.#name(values[i]!));
          break;
        default:
          // Written by a later version: it is there, and cannot be drawn.
          this.#missing += 1;
          this.#records -= 1;
      }
    }
  }

  /** The next part of the trace, summed up. What it repeats cannot be told apart: it must begin where the trace has come to, or later. */
  addSummary(summary: TraceSummary): void {
    const { first, length, from, to, unknown, states, timeInState, counts, gauges, messages, marks, logs } = summary;
    if (length === 0) return;
    if (first < this.next) throw new RangeError(`The trace goes on at record ${this.next}, not ${first}.`);
    this.#missing += first - this.next + unknown;
    this.#reach(from);
    if (states.length > 0) {
      const ahead = new Map(counts.map((count) => [this.#count(count.name), count.beforeStates]));
      const since = this.#states.current === undefined ? undefined : this.#countedSinceChange(ahead);
      this.#states.append(states, timeInState, since);
    }
    for (const count of counts) this.#count(count.name).append(count, from, to);
    if (states.length > 0) {
      for (const count of this.#counts.values()) this.#countsBefore.set(count, count.total);
      for (const { name, afterStates } of counts) {
        const count = this.#count(name);
        this.#countsBefore.set(count, this.#countsBefore.get(count)! - afterStates);
      }
    }
    for (const gauge of gauges) this.#gauge(gauge.name).append(gauge);
    for (const lane of summary.lanes ?? []) this.#appendLane(lane);
    this.#otherLaneChanges += summary.otherLaneChanges ?? 0;
    this.#invalid += summary.invalidValues ?? 0;
    this.#messages.append(messages);
    this.#marks.append(marks);
    for (const level of Object.keys(this.#logs) as LogLevel[]) this.#logs[level] += logs[level];
    this.#records += length - unknown;
    this.#reach(to);
  }

  /** All that was added, for another accumulator to go on from; of one that began with the part's first record. */
  summary(): Omit<TraceSummary, "first" | "length" | "from" | "to" | "records"> {
    const { states, messages, marks, logs } = this.timeline();
    return {
      unknown: this.#missing,
      ...(this.#invalid === 0 ? {} : { invalidValues: this.#invalid }),
      states,
      // Up to here the open interval has taken no time.
      timeInState: this.#states.timeInState(Number.NEGATIVE_INFINITY),
      ...(this.#lanes.size === 0
        ? {}
        : {
            lanes: [...this.#lanes].map(([name, lane]) => ({
              name,
              states: lane.intervals(undefined),
              timeInState: lane.timeInState(Number.NEGATIVE_INFINITY),
            })),
            otherLaneChanges: this.#otherLaneChanges,
          }),
      messages,
      marks,
      counts: [...this.#counts.values()].map((count) => ({
        ...count.series(),
        beforeStates: this.#countsBeforeStates === undefined ? count.total : (this.#countsBeforeStates.get(count) ?? 0),
        afterStates: count.total - (this.#countsBefore.get(count) ?? 0),
      })),
      gauges: [...this.#gauges.values()].map((gauge) => gauge.summary()),
      logs,
    };
  }

  /** One record, for those who have no batches. */
  addRecord(record: TraceRecord): void {
    this.#records += 1;
    const value = record.kind === "count" ? record.by : record.kind === "gauge" ? record.value : 0;
    if (!Number.isFinite(record.time) || !Number.isFinite(value)) {
      this.#invalid += 1;
      return;
    }
    switch (record.kind) {
      case "state":
        this.#state(record.time, record.state, record.substate);
        return;
      case "message":
        this.#reach(record.time);
        this.#messages.add(record.time, record.name, record.topic);
        return;
      case "count":
        this.#reach(record.time);
        this.#count(record.name).add(record.time, record.by);
        return;
      case "gauge":
        this.#reach(record.time);
        this.#gauge(record.name).set(record.time, record.value);
        return;
      case "log":
        this.#reach(record.time);
        this.#log(record.level);
        return;
      case "mark":
        this.#reach(record.time);
        this.#marks.add(record.time, record.name);
        return;
      case "lane":
        this.#reach(record.time);
        this.#changeLane(record.time, record.name, record.activity);
        return;
    }
  }

  /** The clock has come this far, though no record says so. */
  advance(now: number): void {
    if (now > this.#now) this.#now = now;
  }

  /**
   * What has to be known to go on from here without what came before: totals, states, values.
   * Read back by `resume`.
   */
  checkpoint(): Checkpoint {
    const since = this.#countedSinceChange();
    return {
      record: this.next,
      time: this.#last,
      state: this.#states.current,
      lanes: [...this.#lanes].map(([name, lane]) => ({
        name,
        activity: lane.current!.state,
        since: lane.current!.start,
      })),
      counts: [...this.#counts.values()].map(({ name, total }) => ({
        name,
        total,
        sinceChange: ownValue(since, name) ?? 0,
      })),
      gauges: [...this.#gauges.values()].map(({ name, value }) => ({ name, value })),
    };
  }

  /**
   * Begins where a checkpoint was taken; batches from then on may follow. To be called before anything else.
   * Series have no point there: whatever is merged with it would lie outside of what follows.
   */
  resume({ record, time, state, lanes, counts, gauges }: Checkpoint): void {
    for (const { name, total, sinceChange } of counts) this.#count(name).begin(total - sinceChange);
    if (state !== undefined) this.#state(state.start, state.state, state.substate);
    for (const { name, total } of counts) this.#count(name).begin(total);
    for (const { name, value } of gauges) this.#gauge(name).begin(time, value);
    for (const { name, activity, since } of lanes) this.#changeLane(since, name, activity);
    this.#reach(time);
    this.#before = record;
  }

  /** Nothing more comes. `simulatedEnd`: the clock at the end; without it, the last record's time. */
  finish(simulatedEnd?: number | null): void {
    if (typeof simulatedEnd === "number") this.advance(simulatedEnd);
    this.#ended = true;
  }

  /** What is known now, as a value of its own. */
  timeline(): Timeline {
    const current = this.#states.current;
    return {
      start: Number.isNaN(this.#start) ? 0 : Math.min(0, this.#start),
      end: this.#now,
      ended: this.#ended,
      records: this.#records,
      missingRecords: this.#missing,
      invalidValues: this.#invalid,
      states: this.#states.intervals(current === undefined ? undefined : this.#countedSinceChange()),
      stateCount: this.#states.count,
      timeInState: this.#states.timeInState(this.#now),
      lanes: [...this.#lanes].map(([name, lane]) => ({
        name,
        states: lane.intervals(undefined),
        stateCount: lane.count,
        timeInState: lane.timeInState(this.#now),
      })),
      otherLaneChanges: this.#otherLaneChanges,
      messages: this.#messages.groups(),
      messageCount: this.#messages.total,
      marks: this.#marks.groups(),
      markCount: this.#marks.total,
      counts: [...this.#counts.values()].map((count) => count.series()),
      gauges: [...this.#gauges.values()].map((gauge) => gauge.series(this.#now)),
      logs: { ...this.#logs },
    };
  }

  #name(index: number): string {
    // The batch that brought the name may be among the missing ones.
    return this.#names[index] ?? "(unknown)";
  }

  #reach(time: number): void {
    this.#last = time;
    if (time > this.#now) this.#now = time;
    if (Number.isNaN(this.#start)) this.#start = time;
  }

  #state(time: number, state: string, substate: string): void {
    this.#reach(time);
    const counts = this.#states.current === undefined ? undefined : this.#countedSinceChange();
    for (const count of this.#counts.values()) this.#countsBefore.set(count, count.total);
    this.#countsBeforeStates ??= new Map(this.#countsBefore);
    this.#states.change(time, state, substate, counts);
  }

  #changeLane(time: number, name: string, activity: string): void {
    const lane = this.#lane(name);
    if (lane === undefined) this.#otherLaneChanges += 1;
    else lane.change(time, activity, "", undefined);
  }

  #appendLane({ name, states, timeInState }: LaneSummary): void {
    const lane = this.#lane(name);
    if (lane === undefined) this.#otherLaneChanges += timeInState.reduce((sum, { visits }) => sum + visits, 0);
    else lane.append(states, timeInState, undefined);
  }

  /** Undefined when there are too many. */
  #lane(name: string): StateIntervalsBuilder | undefined {
    let lane = this.#lanes.get(name);
    if (lane === undefined && this.#lanes.size < this.#limits.lanes) {
      lane = new StateIntervalsBuilder(this.#limits.laneStates);
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /** `ahead`: what is known to come before the next change. */
  #countedSinceChange(ahead?: ReadonlyMap<CountSeriesBuilder, number>): Record<string, number> | undefined {
    const counted: [string, number][] = [];
    for (const count of this.#counts.values()) {
      const by = count.total + (ahead?.get(count) ?? 0) - (this.#countsBefore.get(count) ?? 0);
      if (by === 0) continue;
      counted.push([count.name, by]);
      if (counted.length === maximumCountsPerState) break;
    }
    return counted.length === 0 ? undefined : Object.fromEntries(counted);
  }

  #count(name: string): CountSeriesBuilder {
    return builder(this.#counts, name, (own, points) => new CountSeriesBuilder(own, points), this.#limits);
  }

  #gauge(name: string): GaugeSeriesBuilder {
    return builder(this.#gauges, name, (own, points) => new GaugeSeriesBuilder(own, points), this.#limits);
  }

  #log(level: LogLevel): void {
    if (level in this.#logs) this.#logs[level] += 1;
  }
}

function builder<Builder>(
  known: Map<string, Builder>,
  name: string,
  create: (name: string, points: number) => Builder,
  limits: TimelineLimits,
): Builder {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= maximumSeries && name !== otherNames) return builder(known, otherNames, create, limits);
  const made = create(name, known.size < limits.series ? limits.points : 0);
  known.set(name, made);
  return made;
}

/** Everything about a trace up to one of its records that the rest of it builds upon. */
export interface Checkpoint {
  /** Position of the first record that is not in it. */
  readonly record: number;
  readonly time: number;
  readonly state: StateInterval | undefined;
  readonly lanes: readonly { readonly name: string; readonly activity: string; readonly since: number }[];
  readonly counts: readonly { readonly name: string; readonly total: number; readonly sinceChange: number }[];
  readonly gauges: readonly { readonly name: string; readonly value: number }[];
}

/** The timeline of a whole trace. `simulatedEnd`: the clock at the end, where the execution has ended. */
export function timelineOf(batches: Iterable<TraceBatch>, simulatedEnd?: number | null): Timeline {
  const accumulator = new TimelineAccumulator();
  for (const batch of batches) accumulator.add(batch);
  if (simulatedEnd !== undefined) accumulator.finish(simulatedEnd);
  return accumulator.timeline();
}
