import type { TimelineLimits } from "../summary/accumulate.ts";
import { binWidthFor } from "../summary/bins.ts";
import { thinCounts } from "../summary/countSeries.ts";
import { thinGauge } from "../summary/gaugeSeries.ts";
import { type OpenGroup, thinMoments } from "../summary/moments.ts";
import { type Open, thinStates } from "../summary/stateIntervals.ts";
import type { CountSeries, GaugeSeries, MomentGroup, StateInterval, Timeline } from "../summary/timeline.ts";

/**
 * The whole timeline, finer between `from` and `to`: there it holds what `fine` knows, thinned to the limits for that window
 * alone; elsewhere it stays as coarse as it was. So the result has at most twice what the limits allow.
 */
export function withDetail(
  coarse: Timeline,
  fine: Timeline,
  from: number,
  to: number,
  limits: Pick<TimelineLimits, "states" | "laneStates" | "moments" | "points">,
): Timeline {
  const window: Window = { from, to, known: fine.end };
  const counts = new Map(fine.counts.map((series) => [series.name, series]));
  const gauges = new Map(fine.gauges.map((series) => [series.name, series]));
  return {
    ...coarse,
    states: splicedStates(coarse.states, fine.states, window, limits.states),
    lanes: coarse.lanes.map((lane) => {
      const finer = fine.lanes.find(({ name }) => name === lane.name);
      if (finer === undefined) return lane;
      return { ...lane, states: splicedStates(lane.states, finer.states, window, limits.laneStates) };
    }),
    messages: splicedMoments(coarse.messages, fine.messages, window, limits.moments),
    marks: splicedMoments(coarse.marks, fine.marks, window, limits.moments),
    counts: coarse.counts.map((series) => splicedCounts(series, counts.get(series.name), window, limits.points)),
    gauges: coarse.gauges.map((series) => splicedGauge(series, gauges.get(series.name), window, limits.points)),
  };
}

interface Window {
  readonly from: number;
  readonly to: number;
  /** Up to where the finer timeline knows anything. */
  readonly known: number;
}

function splicedStates(
  coarse: readonly StateInterval[],
  fine: readonly StateInterval[],
  { from, to, known }: Window,
  limit: number,
): StateInterval[] {
  const end = (interval: StateInterval): number => interval.end ?? Number.POSITIVE_INFINITY;
  const first = firstIndex(fine, (each) => end(each) > from);
  const after = firstIndex(fine, (each) => each.start > to);
  let inside: Open<StateInterval>[] = fine.slice(first, after).map((each) => ({ ...each }));
  if (inside.length === 0) return [...coarse];
  const open = inside.at(-1)!.end === null ? inside.pop() : undefined;
  for (let width = binWidthFor(to - from, limit / 2); inside.length > limit; width *= 2)
    inside = thinStates(inside, width);
  if (open !== undefined) inside.push({ ...open, end: endOfOpen(open, coarse, known) });
  const [begin, finish] = [inside[0]!.start, end(inside.at(-1)!)];
  return [
    ...coarse
      .filter((each) => each.start < begin)
      .map((each) => (end(each) <= begin ? each : { ...uncounted(each), end: begin })),
    ...inside,
    ...coarse
      .filter((each) => end(each) > finish)
      .map((each) => (each.start >= finish ? each : { ...uncounted(each), start: finish })),
  ];
}

/** Where an interval ends that the finer timeline has not seen the end of; null where it is the last one of all. */
function endOfOpen(open: StateInterval, coarse: readonly StateInterval[], known: number): number | null {
  const holding = coarse.findLast(({ start }) => start <= known);
  if (holding === undefined || holding.merged !== undefined) return known;
  return holding.start > open.start ? holding.start : holding.end;
}

/** Part of an interval: what was counted in all of it is not known for the part. */
function uncounted({ counts: _counts, ...interval }: StateInterval): StateInterval {
  return interval;
}

function splicedMoments(
  coarse: readonly MomentGroup[],
  fine: readonly MomentGroup[],
  { from, to }: Window,
  limit: number,
): MomentGroup[] {
  let inside: OpenGroup[] = fine
    .slice(
      firstIndex(fine, (each) => each.time >= from),
      firstIndex(fine, (each) => each.time > to),
    )
    .map((each) => ({ ...each }));
  for (let width = binWidthFor(to - from, limit); inside.length > limit && width <= 2 * (to - from); width *= 2) {
    inside = thinMoments(inside, width);
  }
  return [...coarse.filter((each) => each.time < from), ...inside, ...coarse.filter((each) => each.time > to)];
}

/** Puts a column together: the coarse one around the window, the exact points just before it, the thinned ones within. */
function splicer([before, rest]: readonly [number, number], first: number, inside: number) {
  return (own: readonly number[], exact: readonly number[], thinned: readonly number[]): number[] => [
    ...own.slice(0, before),
    ...exact.slice(first, inside),
    ...thinned,
    ...own.slice(rest),
  ];
}

function splicedCounts(coarse: CountSeries, fine: CountSeries | undefined, given: Window, limit: number): CountSeries {
  if (fine === undefined || coarse.resolution === 0) return coarse;
  const { first, inside, after, window } = withPointBefore(fine.times, given);
  let points = { times: fine.times.slice(inside, after), totals: fine.totals.slice(inside, after) };
  for (let width = binWidthFor(given.to - given.from, limit); points.times.length > limit; width *= 2) {
    points = thinCounts(points, width);
  }
  const spliced = splicer(inWindow(coarse.times, window), first, inside);
  return {
    ...coarse,
    times: spliced(coarse.times, fine.times, points.times),
    totals: spliced(coarse.totals, fine.totals, points.totals),
  };
}

function splicedGauge(coarse: GaugeSeries, fine: GaugeSeries | undefined, given: Window, limit: number): GaugeSeries {
  if (fine === undefined || coarse.resolution === 0) return coarse;
  const { first, inside, after, window } = withPointBefore(fine.times, given);
  let points = {
    times: fine.times.slice(inside, after),
    lows: fine.lows.slice(inside, after),
    highs: fine.highs.slice(inside, after),
    values: fine.values.slice(inside, after),
  };
  for (let width = binWidthFor(given.to - given.from, limit); points.times.length > limit; width *= 2) {
    points = thinGauge(points, width);
  }
  const spliced = splicer(inWindow(coarse.times, window), first, inside);
  return {
    ...coarse,
    times: spliced(coarse.times, fine.times, points.times),
    lows: spliced(coarse.lows, fine.lows, points.lows),
    highs: spliced(coarse.highs, fine.highs, points.highs),
    values: spliced(coarse.values, fine.values, points.values),
  };
}

/** The window, begun at the point before it: what that says still holds when the window begins. */
function withPointBefore(
  times: readonly number[],
  given: Window,
): { readonly first: number; readonly inside: number; readonly after: number; readonly window: Window } {
  const [inside, after] = inWindow(times, given);
  const first = Math.max(0, inside - 1);
  return { first, inside, after, window: { ...given, from: Math.min(given.from, times[first] ?? given.from) } };
}

function inWindow(times: readonly number[], { from, to }: Window): [first: number, after: number] {
  return [firstIndex(times, (time) => time >= from), firstIndex(times, (time) => time > to)];
}

/** Index of the first element that fulfils a condition that holds for all after it; the length where none does. */
function firstIndex<Element>(elements: readonly Element[], holds: (element: Element) => boolean): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(elements[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
