import type { JsonObject } from "../model/index.ts";
import type { Timeline } from "../summary/timeline.ts";
import { StateColours } from "./colours.ts";
import { describeTimeline } from "./describe.ts";
import { layers } from "./layers.ts";
import { layOut } from "./layout.ts";
import { colourByKey, legendConfig, legendKeys } from "./legend.ts";
import type { DrawnWindow } from "./messageLabels.ts";
import { stateKey, type TimelineRows, timelineRows } from "./rows.ts";
import { type ThemeName, type TimelineTheme, themeFrom } from "./theme.ts";
import type { RunClock } from "./wallClock.ts";

export interface TimelineSpecOptions {
  /** Default `light`. */
  readonly theme?: ThemeName | TimelineTheme;
  /** Pixels in all, or as wide as the element it is drawn into. Default `container`. */
  readonly width?: number | "container";
  /** Whether it zooms and pans on the time axis (wheel with Ctrl or Cmd held, drag). Default true. */
  readonly interactive?: boolean;
  /** For tooltips: when it was on the wall clock. Default: not said. */
  readonly clock?: RunClock;
}

/** Pixels in all for which labels are placed when the real width is not known: about a notebook's narrowest. */
const assumedWidth = 600;

const padding = { left: 2, right: 8, top: 2, bottom: 2 };

/** Pixels that the names of the lanes take at the left of the plot: rather too many, so that labels have more room than planned. */
const nameWidth = 84;

/**
 * Timeline -> lanes -> rows -> one layered Vega-Lite view, valid in versions 5 and 6. Everything shares one time axis in
 * simulated seconds; vertical places are pixels that `layOut` has given, so the view can be as wide as its container
 * (only a single view can) and its data sets can be replaced one by one while the execution goes on.
 */
export function timelineSpec(timeline: Timeline, options: TimelineSpecOptions = {}): JsonObject {
  const theme = themeFrom(options.theme ?? "light");
  const plotWidth = plotWidthOf(options.width ?? "container");
  const layout = layOut(timeline, theme, plotWidth);
  const window: DrawnWindow = { from: timeline.start, to: timeline.end, width: plotWidth };
  return viewSpec(options, {
    description: describeTimeline(timeline),
    height: layout.height,
    rows: timelineRows(timeline, layout, theme, window, options.clock),
    layer: layers(theme, {
      colour: colourByKey(colours(timeline, theme), legend(timeline), theme, plotWidth),
      interactive: options.interactive ?? true,
      laneTitle: "lane",
      hasClock: options.clock !== undefined,
    }),
  });
}

/** The data sets alone, for a drawing that is there already, `width` pixels wide in all. `shown`: the seconds it shows. */
export function timelineData(
  timeline: Timeline,
  theme: TimelineTheme,
  width: number,
  shown: readonly [from: number, to: number] = [timeline.start, timeline.end],
  clock?: RunClock,
): TimelineRows {
  const plotWidth = plotWidthOf(width);
  const window: DrawnWindow = { from: shown[0], to: shown[1], width: plotWidth };
  return timelineRows(timeline, layOut(timeline, theme, plotWidth), theme, window, clock);
}

/** Drawings of equal shape can share one spec: only data differ. */
export function timelineShape(timeline: Timeline, theme: TimelineTheme, width: number): string {
  const { height } = layOut(timeline, theme, plotWidthOf(width));
  return JSON.stringify([height, legendKeys(legend(timeline)), [...colours(timeline, theme).keys()], theme]);
}

/** The one view that every drawing is: some layers over some data sets, as wide as its container. */
export function viewSpec(
  options: Pick<TimelineSpecOptions, "theme" | "width">,
  view: {
    readonly description: string;
    readonly height: number;
    readonly rows: TimelineRows;
    readonly layer: readonly JsonObject[];
  },
): JsonObject {
  const theme = themeFrom(options.theme ?? "light");
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: view.description,
    width: options.width ?? "container",
    height: view.height,
    autosize: { type: "fit-x", contains: "padding" },
    padding,
    background: theme.background,
    datasets: { ...view.rows } as unknown as JsonObject,
    layer: [...view.layer],
    config: {
      font: theme.font,
      view: { stroke: null },
      axis: { labelFontSize: theme.fontSize, labelFont: theme.font },
      legend: legendConfig(theme),
    },
  };
}

/** Pixels of the time axis. `names`: pixels of the names at its left. */
export function plotWidthOf(width: number | "container", names = nameWidth): number {
  return Math.max(100, (width === "container" ? assumedWidth : width) - names - padding.right);
}

function legend(timeline: Timeline): string[] {
  const states = [...timeline.timeInState, ...timeline.lanes.flatMap(({ timeInState }) => timeInState)];
  const keys = states.map(({ state, substate }) => stateKey(state, substate));
  return [...new Set(keys)].filter((key) => key !== "");
}

function colours(timeline: Timeline, theme: TimelineTheme): Map<string, string> {
  const colours = new StateColours(theme, timeline);
  const byKey = new Map<string, string>();
  for (const { state, substate } of timeline.timeInState) {
    byKey.set(stateKey(state, substate), colours.substate(state, substate));
  }
  for (const { state } of timeline.timeInState) if (!byKey.has(state)) byKey.set(state, colours.state(state));
  for (const { state, substate, merged } of timeline.states) {
    if (merged === undefined) continue;
    byKey.set(stateKey(state, substate), colours.substate(state, substate));
    byKey.set(state, colours.state(state));
  }
  for (const { state } of timeline.lanes.flatMap((lane) => [...lane.timeInState, ...lane.states])) {
    if (state !== "" && !byKey.has(state)) byKey.set(state, colours.state(state));
  }
  return byKey;
}
