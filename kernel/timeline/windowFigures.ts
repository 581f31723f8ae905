import { resourceOf } from "../model/index.ts";
import {
  type CountSeries,
  type GaugeSeries,
  intervalEnd,
  type MomentGroup,
  type StateInterval,
  type Timeline,
} from "../summary/timeline.ts";
import { stateKey } from "./rows.ts";
import { groupedNumber, shortNumber, shortSeconds } from "./seconds.ts";

interface TimeOf {
  readonly key: string;
  readonly seconds: number;
}

/** What happened between two simulated times, both included. */
export interface WindowFigures {
  readonly from: number;
  readonly to: number;
  /** Longest first. */
  readonly timeInState: readonly TimeOf[];
  /** What each lane did, longest first; doing nothing is left out. */
  readonly lanes: readonly { readonly name: string; readonly activities: readonly TimeOf[] }[];
  /** Means over the window's time, from the first value on. */
  readonly gauges: readonly { readonly name: string; readonly mean: number; readonly exact: boolean }[];
  readonly counts: readonly { readonly name: string; readonly by: number; readonly exact: boolean }[];
  readonly messages: number;
  readonly marks: number;
}

/** Figures of a window. Where points were merged, a count is right to within the series' resolution and says so. */
export function windowFigures(timeline: Timeline, from: number, to: number): WindowFigures {
  return {
    from,
    to,
    timeInState: timesOf(timeline.states, timeline, from, to),
    lanes: timeline.lanes.map(({ name, states }) => ({
      name,
      activities: timesOf(states, timeline, from, to).filter(({ key }) => key !== ""),
    })),
    gauges: timeline.gauges.flatMap((series) => {
      const mean = meanWithin(series, from, to);
      return mean === undefined ? [] : [{ name: series.name, mean, exact: series.resolution === 0 }];
    }),
    counts: timeline.counts
      .filter((series) => series.times.length > 0)
      .map((series) => ({
        name: series.name,
        by: totalAt(series, to, true) - totalAt(series, from, false),
        exact: series.resolution === 0,
      })),
    messages: within(timeline.messages, from, to),
    marks: within(timeline.marks, from, to),
  };
}

function timesOf(states: readonly StateInterval[], timeline: Timeline, from: number, to: number): TimeOf[] {
  const times = new Map<string, number>();
  for (const interval of states) {
    const seconds = Math.min(to, intervalEnd(interval, timeline)) - Math.max(from, interval.start);
    const key = stateKey(interval.state, interval.substate);
    if (seconds > 0) times.set(key, (times.get(key) ?? 0) + seconds);
  }
  return [...times].map(([key, seconds]) => ({ key, seconds })).sort((a, b) => b.seconds - a.seconds);
}

/** Weighted by time; undefined where no value held for any of it. */
function meanWithin({ times, values }: GaugeSeries, from: number, to: number): number | undefined {
  let area = 0;
  let seconds = 0;
  for (const [i, time] of times.entries()) {
    const held = Math.min(to, times[i + 1] ?? to) - Math.max(from, time);
    if (held <= 0) continue;
    area += values[i]! * held;
    seconds += held;
  }
  return seconds > 0 ? area / seconds : undefined;
}

/** In one line: `200 s to 430 s (230 s): run / physics 181.6 s, run / standby 48.4 s; 92 stf; 3 messages`. */
export function windowFiguresLine(figures: WindowFigures): string {
  const { from, to, timeInState, lanes, gauges, counts, messages, marks } = figures;
  const states = timeInState.slice(0, 4).map(({ key, seconds }) => `${key} ${shortSeconds(rounded(seconds))}`);
  if (timeInState.length > 4) states.push(`${groupedNumber(timeInState.length - 4)} more states`);
  const counted = counts
    .filter(({ by }) => by !== 0)
    .slice(0, 4)
    .map(({ name, by, exact }) => `${exact ? "" : "about "}${groupedNumber(by)} ${name}`);
  const busy = lanes.filter(({ activities }) => activities.length > 0);
  const laneTexts = busy.slice(0, 4).map(({ name, activities }) => {
    const times = activities.slice(0, 2).map(({ key, seconds }) => `${key} ${shortSeconds(rounded(seconds))}`);
    return `${name}: ${times.join(", ")}`;
  });
  if (busy.length > 4) laneTexts.push(`${groupedNumber(busy.length - 4)} more ${busy.length === 5 ? "lane" : "lanes"}`);
  const means = gauges.slice(0, 4).map((gauge) => meanText(gauge));
  const moments = [
    ...(messages > 0 ? [`${groupedNumber(messages)} ${messages === 1 ? "message" : "messages"}`] : []),
    ...(marks > 0 ? [`${groupedNumber(marks)} ${marks === 1 ? "mark" : "marks"}`] : []),
  ];
  const span = `${shortSeconds(rounded(from))} to ${shortSeconds(rounded(to))} (${shortSeconds(rounded(to - from))})`;
  const parts = [states.join(", "), ...laneTexts, counted.join(", "), means.join(", "), moments.join(", ")].filter(
    (part) => part !== "",
  );
  return parts.length === 0 ? span : `${span}: ${parts.join("; ")}`;
}

/** Of a resource, how much of it was in use, and how many waited. */
function meanText({ name, mean, exact }: WindowFigures["gauges"][number]): string {
  const about = exact ? "" : "about ";
  const of = resourceOf(name);
  if (of === undefined) return `${about}${shortNumber(rounded(mean))} ${name} on average`;
  if (of.of === "waiting") return `${about}${shortNumber(rounded(mean))} waiting for ${of.resource} on average`;
  if (of.of === "level") return `${about}${shortNumber(rounded(mean))} in ${of.resource} on average`;
  return `${of.resource} ${about}${shortNumber(rounded(100 * mean))} % used`;
}

/** A window is chosen by pixels: its figures are not worth more than five digits. */
function rounded(seconds: number): number {
  return Number(seconds.toPrecision(5));
}

/** The total just after `time`, or with `included` false just before what happened at it. */
function totalAt({ times, totals }: CountSeries, time: number, included: boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time || (included && times[middle] === time)) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : totals[low - 1]!;
}

function within(moments: readonly MomentGroup[], from: number, to: number): number {
  return moments.reduce((sum, { time, count }) => (time >= from && time <= to ? sum + count : sum), 0);
}
