import type { JsonObject } from "../model/index.ts";
import { binWidthFor } from "../summary/bins.ts";
import { mixed, type Open, thinStates } from "../summary/stateIntervals.ts";
import { intervalEnd, type StateInterval, type Timeline } from "../summary/timeline.ts";
import { StateColours } from "./colours.ts";
import { layers } from "./layers.ts";
import type { Lane } from "./layout.ts";
import { colourByKey, legendKeys } from "./legend.ts";
import { labelWidth, shortened } from "./messageLabels.ts";
import { fittedBars, type StateRow, stateKey, stateRow, type TimelineRows } from "./rows.ts";
import { plotWidthOf, type TimelineSpecOptions, viewSpec } from "./spec.ts";
import { type TimelineTheme, themeFrom } from "./theme.ts";

export interface NamedTimeline {
  /** Such as the execution id. */
  readonly name: string;
  readonly timeline: Timeline;
}

const rowHeight = 26;
const gap = 6;

/** Bars of all executions together; beyond, short neighbours of each are drawn as one. */
const maximumBars = 3000;

const longestName = 36;

/**
 * The states of several executions below each other on one time axis, in the same colours: where they part is seen at once.
 * As one view, like a single timeline, so that it can be as wide as its container.
 */
export function stackedTimelineSpec(
  timelines: readonly NamedTimeline[],
  options: TimelineSpecOptions = {},
): JsonObject {
  const theme = themeFrom(options.theme ?? "light");
  const plotWidth = plotWidthOf(options.width ?? "container", nameWidth(timelines, theme));
  return viewSpec(options, {
    description: describeStack(timelines),
    height: Math.max(1, timelines.length) * (rowHeight + gap),
    rows: stackedRows(timelines, theme, plotWidth, wholeOf(timelines)),
    layer: layers(theme, {
      colour: colourByKey(colours(timelines, theme), legend(timelines), theme, plotWidth),
      interactive: options.interactive ?? true,
      laneTitle: "execution",
    }),
  });
}

/** The drawing in one sentence, for those who do not see it. */
export function describeStack(timelines: readonly NamedTimeline[]): string {
  const names = timelines.map(({ name }) => shortened(name, 80));
  return `States of ${String(timelines.length)} executions on one time axis: ${names.join(", ")}.`;
}

/** The data sets alone, as `timelineData` gives them of one timeline. */
export function stackedTimelineData(
  timelines: readonly NamedTimeline[],
  theme: TimelineTheme,
  width: number,
  shown: readonly [from: number, to: number] = wholeOf(timelines),
): TimelineRows {
  return stackedRows(timelines, theme, plotWidthOf(width, nameWidth(timelines, theme)), shown);
}

/** Drawings of equal shape can share one spec. */
export function stackedTimelineShape(timelines: readonly NamedTimeline[], theme: TimelineTheme): string {
  return JSON.stringify([timelines.length, legendKeys(legend(timelines)), [...colours(timelines, theme)], theme]);
}

/** From the earliest beginning to the latest end. */
export function wholeOf(timelines: readonly NamedTimeline[]): [from: number, to: number] {
  const starts = timelines.map(({ timeline }) => timeline.start);
  const ends = timelines.map(({ timeline }) => timeline.end);
  return [Math.min(0, ...starts), Math.max(0, ...ends)];
}

function stackedRows(
  timelines: readonly NamedTimeline[],
  theme: TimelineTheme,
  plotWidth: number,
  shown: readonly [from: number, to: number],
): TimelineRows {
  const stateColours = new StateColours(theme, ...timelines.map(({ timeline }) => timeline));
  const [start, last] = wholeOf(timelines);
  // A clock that never moved still needs an axis.
  const end = last > start ? last : start + 1;
  const lanes: Lane[] = timelines.map((_, row) => {
    const top = row * (rowHeight + gap);
    return { top, bottom: top + rowHeight };
  });
  const most = Math.max(20, Math.floor(maximumBars / Math.max(1, timelines.length)));
  const bars = timelines.flatMap(({ name, timeline }, row): StateRow[] =>
    fewer(timeline, shown, most).map((interval) => {
      const { state, substate } = interval;
      const key = stateKey(state, substate);
      return stateRow(interval, timeline, lanes[row]!, key, key, stateColours.substate(state, substate), theme, name);
    }),
  );
  return {
    tracks:
      lanes.length === 0
        ? [{ start, end, y: 0, y2: 1 }]
        : lanes.map(({ top, bottom }) => ({ start, end, y: top, y2: bottom })),
    states: fittedBars(bars, { from: shown[0], to: shown[1], width: plotWidth }),
    moments: [],
    series: [],
    chosen: [],
    names: timelines.map(({ name }, row) => ({
      text: shortened(name, longestName),
      y: (lanes[row]!.top + lanes[row]!.bottom) / 2,
      strong: true,
    })),
  };
}

/** At most `most` intervals: those that are shown stay apart as long as they can. */
function fewer(timeline: Timeline, [from, to]: readonly [number, number], most: number): readonly StateInterval[] {
  const { states } = timeline;
  if (states.length <= most) return states;
  const thinned = (intervals: readonly StateInterval[], limit: number): StateInterval[] => {
    let kept: Open<StateInterval>[] = intervals.map((each) => ({ ...each, end: intervalEnd(each, timeline) }));
    const span = (kept.at(-1)?.end ?? 0) - (kept[0]?.start ?? 0);
    for (let width = binWidthFor(span, limit); kept.length > limit && width <= 4 * span; width *= 2) {
      kept = thinStates(kept, width);
    }
    return kept;
  };
  const before = states.filter((each) => intervalEnd(each, timeline) < from);
  const after = states.filter((each) => each.start > to);
  const inside = states.slice(before.length, states.length - after.length);
  return [...thinned(before, most / 8), ...thinned(inside, (most * 3) / 4), ...thinned(after, most / 8)];
}

function nameWidth(timelines: readonly NamedTimeline[], theme: TimelineTheme): number {
  return 16 + Math.max(0, ...timelines.map(({ name }) => labelWidth(shortened(name, longestName), theme)));
}

function legend(timelines: readonly NamedTimeline[]): string[] {
  const keys = timelines.flatMap(({ timeline }) =>
    timeline.timeInState.map(({ state, substate }) => stateKey(state, substate)),
  );
  return [...new Set(keys)];
}

function colours(timelines: readonly NamedTimeline[], theme: TimelineTheme): Map<string, string> {
  const own = new StateColours(theme, ...timelines.map(({ timeline }) => timeline));
  const byKey = new Map<string, string>();
  for (const { timeline } of timelines) {
    for (const { state, substate } of [...timeline.timeInState, ...timeline.states]) {
      byKey.set(stateKey(state, substate), own.substate(state, substate));
      // What thinning may make of them.
      byKey.set(stateKey(state, mixed), own.substate(state, mixed));
    }
  }
  byKey.set(stateKey(mixed, mixed), own.substate(mixed, mixed));
  return byKey;
}
