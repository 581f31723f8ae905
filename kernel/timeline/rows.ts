import { resourceOf, sumCounts } from "../model/index.ts";
import { type GaugeSeries, intervalEnd, type StateInterval, type Timeline } from "../summary/timeline.ts";
import { inkOn, StateColours } from "./colours.ts";
import type { Lane, TimelineLayout } from "./layout.ts";
import { type DrawnWindow, flagsOf, labelWidth, momentsInOrder, placeFlags, shortened } from "./messageLabels.ts";
import { groupedNumber, shortNumber, shortSeconds, spokenSeconds } from "./seconds.ts";
import type { TimelineTheme } from "./theme.ts";
import { type RunClock, wallClockText } from "./wallClock.ts";

/** What a row also has where it is known when it was on the wall clock. */
interface Timed {
  readonly wall?: string;
}

/** The data sets of the drawing by name: what is replaced when a live execution goes on, while the spec stays. */
export interface TimelineRows {
  readonly tracks: readonly TrackRow[];
  readonly states: readonly StateRow[];
  readonly moments: readonly MomentRow[];
  readonly series: readonly SeriesRow[];
  readonly names: readonly NameRow[];
  /** The bar that is chosen, if any: of a drawing that one can use. */
  readonly chosen: readonly TrackRow[];
}

/** Vertical places are pixels from the top, times simulated seconds. */
export interface TrackRow {
  readonly start: number;
  readonly end: number;
  readonly y: number;
  readonly y2: number;
}

export interface StateRow extends TrackRow, Timed {
  readonly key: string;
  /** Narrower than can be seen. */
  readonly sliver: boolean;
  /** Empty where there are too many bars for each to have one, and this one is too narrow. */
  readonly label: string;
  readonly ink: string;
  /** Width that the label needs, in pixels. */
  readonly need: number;
  /** Whose state it is, where that is not the model as a whole. */
  readonly lane: string;
  readonly state: string;
  readonly substate: string;
  readonly from: string;
  readonly to: string;
  readonly duration: string;
  readonly counted: string;
  readonly say: string;
}

export interface MomentRow extends Timed {
  readonly time: number;
  /** Where the pole begins and ends. */
  readonly y: number;
  readonly y2: number;
  readonly label: string;
  readonly align: "left" | "right";
  readonly dx: number;
  readonly name: string;
  readonly kind: "message" | "mark";
  readonly at: string;
  readonly topic: string;
  readonly many: string;
  readonly say: string;
}

export interface SeriesRow extends Timed {
  readonly time: number;
  readonly y: number;
  readonly y2: number;
  /** Lane and kind: `count:stf`. */
  readonly lane: string;
  readonly name: string;
  readonly at: string;
  readonly value: string;
}

export interface NameRow {
  readonly y: number;
  readonly text: string;
  readonly strong: boolean;
}

export function stateKey(state: string, substate: string): string {
  return substate === "" ? state : `${state} / ${substate}`;
}

export function timelineRows(
  timeline: Timeline,
  layout: TimelineLayout,
  theme: TimelineTheme,
  window: DrawnWindow,
  clock?: RunClock,
): TimelineRows {
  const wall = <Row>(rows: readonly Row[], timeOf: (row: Row) => number): readonly Row[] =>
    clock === undefined ? rows : rows.map((row) => ({ ...row, wall: wallClockText(clock, timeOf(row)) }));
  return {
    tracks: trackRows(timeline, layout),
    states: wall(stateRows(timeline, layout, theme, window), ({ start }) => start),
    moments: wall(momentRows(timeline, layout, theme, window), ({ time }) => time),
    series: wall(seriesRows(timeline, layout), ({ time }) => time),
    names: nameRows(timeline, layout),
    chosen: [],
  };
}

/** Also fixes the time axis: tracks reach from the beginning to the clock. */
function trackRows(timeline: Timeline, layout: TimelineLayout): TrackRow[] {
  const { state, substate, lanes: named, counts, gauges } = layout;
  const lanes: readonly (Lane | undefined)[] = [state, substate, ...named, ...counts, ...gauges];
  const drawn = lanes.filter((lane) => lane !== undefined);
  if (drawn.length === 0) drawn.push({ top: layout.height - 6, bottom: layout.height - 3 });
  // A clock that never moved still needs an axis.
  const end = timeline.end > timeline.start ? timeline.end : timeline.start + 1;
  return drawn.map((lane) => ({ start: timeline.start, end, y: lane.top, y2: lane.bottom }));
}

function stateRows(timeline: Timeline, layout: TimelineLayout, theme: TimelineTheme, window: DrawnWindow): StateRow[] {
  const colours = new StateColours(theme, timeline);
  const rows: StateRow[] = [];
  const { state: stateLane, substate: substateLane } = layout;
  if (stateLane !== undefined) {
    for (const block of statesAsBlocks(timeline.states)) {
      rows.push(stateRow(block, timeline, stateLane, block.state, block.state, colours.state(block.state), theme));
    }
  }
  if (substateLane !== undefined) {
    for (const interval of timeline.states) {
      const key = stateKey(interval.state, interval.substate);
      const fill = colours.substate(interval.state, interval.substate);
      rows.push(stateRow(interval, timeline, substateLane, key, interval.substate, fill, theme));
    }
  }
  for (const { lane, ...place } of layout.lanes) {
    for (const interval of lane.states) {
      const { state: activity } = interval;
      if (activity === "") continue;
      rows.push(stateRow(interval, timeline, place, activity, activity, colours.state(activity), theme, lane.name));
    }
  }
  return fittedBars(rows, window);
}

/** Which bars are narrower than can be seen, and which have room for their label. */
export function fittedBars(rows: readonly StateRow[], window: DrawnWindow): StateRow[] {
  const scale = window.to > window.from ? window.width / (window.to - window.from) : 0;
  const many = rows.length > maximumLabelled;
  return rows.map((row) => {
    const width = (row.end - row.start) * scale;
    return { ...row, sliver: width < 1.5, label: many && width < row.need ? "" : row.label };
  });
}

/** With more bars than this, only those that are wide enough now have a label at all. */
const maximumLabelled = 300;

/** Neighbours of one state as one: `run/physics, run/standby, run/physics` is one `run` in the lane of states. */
function statesAsBlocks(intervals: readonly StateInterval[]): StateInterval[] {
  const blocks: StateInterval[] = [];
  for (const interval of intervals) {
    const last = blocks.at(-1);
    if (last === undefined || last.state !== interval.state) {
      blocks.push(interval);
      continue;
    }
    const counts = sumCounts(last.counts ?? {}, interval.counts ?? {});
    const substate = last.substate === interval.substate ? last.substate : "";
    blocks[blocks.length - 1] = { state: last.state, substate, start: last.start, end: interval.end, counts };
  }
  return blocks;
}

/** One bar. `name`: whose state it is, where that is not the model as a whole. */
export function stateRow(
  interval: StateInterval,
  timeline: Pick<Timeline, "end" | "ended">,
  lane: Lane,
  key: string,
  label: string,
  fill: string,
  theme: TimelineTheme,
  name = "",
): StateRow {
  const end = intervalEnd(interval, timeline);
  const open = interval.end === null && !timeline.ended;
  const duration = spokenSeconds(end - interval.start);
  const shown = shortened(label, 40);
  return {
    start: interval.start,
    end,
    y: lane.top,
    y2: lane.bottom,
    key,
    sliver: false,
    label: shown,
    ink: inkOn(fill),
    need: labelWidth(shown, theme) + 6,
    lane: shortened(name, 80),
    state: shortened(interval.state, 80),
    substate: shortened(interval.substate, 80),
    from: shortSeconds(interval.start),
    to: open ? `${shortSeconds(end)} (still going on)` : shortSeconds(end),
    duration:
      interval.merged === undefined ? duration : `${duration}, ${groupedNumber(interval.merged)} short intervals`,
    counted: Object.entries(interval.counts ?? {})
      .map(([name, by]) => `${shortened(name, 40)} ${groupedNumber(by)}`)
      .join(", "),
    say: `${name === "" ? "" : `${shortened(name, 80)}: `}${shortened(key, 80)} from ${shortSeconds(interval.start)} to ${shortSeconds(end)}`,
  };
}

function momentRows(
  timeline: Timeline,
  layout: TimelineLayout,
  theme: TimelineTheme,
  window: DrawnWindow,
): MomentRow[] {
  if (layout.momentRows === 0) return [];
  const moments = momentsInOrder(timeline);
  const shown = moments.filter(({ group }) => group.time >= window.from && group.time <= window.to);
  const placed = placeFlags(flagsOf(shown, theme, window), window.width, layout.momentRows);
  const places = new Map(placed.map((place, i) => [shown[i], place]));

  return moments.map((moment) => {
    const { kind, group, label } = moment;
    const place = places.get(moment);
    const bottom = layout.moments.bottom;
    const row = place?.row ?? 0;
    const middle = bottom - 5 - (row + 0.5) * layout.rowHeight;
    const at = shortSeconds(group.time);
    return {
      time: group.time,
      y: place === undefined ? bottom - 5 : middle,
      y2: bottom,
      label: place === undefined ? "" : label,
      align: place?.side === "left" ? "right" : "left",
      dx: place?.side === "left" ? -4 : 4,
      name: shortened(group.name, 80),
      kind,
      at: group.until === undefined ? at : `${at} to ${shortSeconds(group.until)}`,
      topic: shortened(group.topic ?? "", 80),
      many: group.count > 1 ? groupedNumber(group.count) : "",
      say: `${kind} ${shortened(group.name, 80)} at ${at}`,
    };
  });
}

function seriesRows(timeline: Timeline, layout: TimelineLayout): SeriesRow[] {
  const rows: SeriesRow[] = [];
  for (const { series, top, bottom } of layout.counts) {
    const lane = `count:${series.name}`;
    const name = shortened(series.name, 80);
    const highest = Math.max(...series.totals, 0);
    const lowest = Math.min(...series.totals, 0);
    const y = (total: number): number => scaled(total, lowest, highest, top + 2, bottom);
    const point = (time: number, total: number): SeriesRow => ({
      time,
      y: y(total),
      y2: y(Math.max(0, lowest)),
      lane,
      name,
      at: shortSeconds(time),
      value: groupedNumber(total),
    });
    rows.push(point(timeline.start, 0));
    for (const [i, time] of series.times.entries()) rows.push(point(time, series.totals[i]!));
    rows.push(point(timeline.end, series.total));
  }
  for (const { series, top, bottom } of layout.gauges) {
    const lane = `gauge:${series.name}`;
    const name = shortened(series.name, 80);
    const share = isShare(series);
    const [low, high] = share ? [0, 1] : [Math.min(series.low, 0), series.high];
    const text = share ? percent : shortNumber;
    const y = (value: number): number => scaled(value, low, high, top + 2, bottom);
    series.times.forEach((time, i) => {
      const [least, most, last] = [series.lows[i]!, series.highs[i]!, series.values[i]!];
      const value = least === most ? text(last) : `${text(least)} to ${text(most)}`;
      // A share fills its lane from below: so much of the resource is in use.
      rows.push({ time, y: y(most), y2: share ? bottom : y(least), lane, name, at: shortSeconds(time), value });
    });
    const value = text(series.value);
    rows.push({
      time: timeline.end,
      y: y(series.value),
      y2: share ? bottom : y(series.value),
      lane,
      name,
      at: shortSeconds(timeline.end),
      value,
    });
  }
  return rows;
}

/** Of a resource: it has a scale of its own, from nothing to all. */
function isShare({ name, low, high }: GaugeSeries): boolean {
  return resourceOf(name)?.of === "utilisation" && low >= 0 && high <= 1;
}

function percent(share: number): string {
  return `${shortNumber(Number((100 * share).toFixed(1)))} %`;
}

function nameRows(timeline: Timeline, layout: TimelineLayout): NameRow[] {
  const rows: NameRow[] = [];
  const middle = (lane: Lane): number => (lane.top + lane.bottom) / 2;
  if (layout.momentRows > 0)
    rows.push({
      y: layout.moments.bottom - 5 - layout.rowHeight / 2,
      text: timeline.messages.length > 0 ? "messages" : "marks",
      strong: false,
    });
  if (layout.state !== undefined) rows.push({ y: middle(layout.state), text: "state", strong: false });
  if (layout.substate !== undefined) rows.push({ y: middle(layout.substate), text: "substate", strong: false });
  for (const { lane, ...place } of layout.lanes)
    rows.push({ y: middle(place), text: shortened(lane.name, 14), strong: false });
  for (const lane of [...layout.counts, ...layout.gauges]) {
    const [name, figure] =
      "total" in lane.series ? [lane.series.name, groupedNumber(lane.series.total)] : gaugeNames(lane.series);
    rows.push({ y: middle(lane) - 7, text: shortened(name, 14), strong: false });
    rows.push({ y: middle(lane) + 7, text: figure, strong: true });
  }
  return rows;
}

/** A gauge's name and the figure that says most: its value, or of a resource how much of it was in use on average. */
function gaugeNames(series: GaugeSeries): [name: string, figure: string] {
  const of = resourceOf(series.name);
  if (of === undefined) return [series.name, shortNumber(series.value)];
  if (of.of !== "utilisation")
    return [of.resource, `${shortNumber(series.value)} ${of.of === "level" ? "held" : of.of}`];
  return [of.resource, isShare(series) ? `${percent(series.mean ?? series.value)} used` : shortNumber(series.value)];
}

function scaled(value: number, low: number, high: number, top: number, bottom: number): number {
  return high > low ? bottom - ((value - low) / (high - low)) * (bottom - top) : bottom;
}
