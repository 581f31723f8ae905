import type { JsonObject } from "../model/index.ts";
import type { Timeline } from "../summary/timeline.ts";
import { StateColours } from "./colours.ts";
import { describeTimeline } from "./describe.ts";
import { layOut } from "./layout.ts";
import { type DrawnWindow, labelWidth } from "./messageLabels.ts";
import { stateKey, type TimelineRows, timelineRows } from "./rows.ts";
import { type ThemeName, type TimelineTheme, themeFrom } from "./theme.ts";

export interface TimelineSpecOptions {
  /** Default `light`. */
  readonly theme?: ThemeName | TimelineTheme;
  /** Pixels in all, or as wide as the element it is drawn into. Default `container`. */
  readonly width?: number | "container";
  /** Whether it zooms and pans on the time axis (wheel with Ctrl or Cmd held, drag). Default true. */
  readonly interactive?: boolean;
}

/** The selection that zooms; compiled, the signal `shown_start` holds the drawn seconds as `[from, to]`. */
export const shownParameter = "shown";

/** The selection that picks a window for its figures; compiled, `picked_start` holds `[from, to]`. */
export const pickedParameter = "picked";

/** Pixels in all for which labels are placed when the real width is not known: about a notebook's narrowest. */
const assumedWidth = 600;

const padding = { left: 2, right: 8, top: 2, bottom: 2 };

/** Pixels that the names of the lanes take at the left of the plot: rather too many, so that labels have more room than planned. */
const nameWidth = 84;

/** Entries of the legend; with more states, bars' labels and tooltips have to do. */
const maximumLegend = 16;

/**
 * Timeline -> lanes -> rows -> one layered Vega-Lite view, valid in versions 5 and 6. Everything shares one time axis in
 * simulated seconds; vertical places are pixels that `layOut` has given, so the view can be as wide as its container
 * (only a single view can) and its data sets can be replaced one by one while the execution goes on.
 */
export function timelineSpec(timeline: Timeline, options: TimelineSpecOptions = {}): JsonObject {
  const theme = themeFrom(options.theme ?? "light");
  const width = options.width ?? "container";
  const plotWidth = plotWidthOf(width === "container" ? assumedWidth : width);
  const layout = layOut(timeline, theme, plotWidth);
  const rows = timelineRows(timeline, layout, theme, { from: timeline.start, to: timeline.end, width: plotWidth });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: describeTimeline(timeline),
    width,
    height: layout.height,
    autosize: { type: "fit-x", contains: "padding" },
    padding,
    background: theme.background,
    datasets: { ...rows } as unknown as JsonObject,
    layer: layers(timeline, theme, { plotWidth, interactive: options.interactive ?? true }),
    config: config(theme),
  };
}

/** The data sets alone, for a drawing that is there already, `width` pixels wide in all. `shown`: the seconds it shows. */
export function timelineData(
  timeline: Timeline,
  theme: TimelineTheme,
  width: number,
  shown: readonly [from: number, to: number] = [timeline.start, timeline.end],
): TimelineRows {
  const plotWidth = plotWidthOf(width);
  const window: DrawnWindow = { from: shown[0], to: shown[1], width: plotWidth };
  return timelineRows(timeline, layOut(timeline, theme, plotWidth), theme, window);
}

/** Drawings of equal shape can share one spec: only data differ. */
export function timelineShape(timeline: Timeline, theme: TimelineTheme, width: number): string {
  const { height } = layOut(timeline, theme, plotWidthOf(width));
  return JSON.stringify([height, legendKeys(timeline), timeline.timeInState.map(({ state }) => state), theme]);
}

function plotWidthOf(width: number): number {
  return Math.max(100, width - nameWidth - padding.right);
}

function time(field: string, theme: TimelineTheme): JsonObject {
  return {
    field,
    type: "quantitative",
    scale: { zero: false, nice: false },
    axis: {
      title: null,
      // "s" once, on the last tick, would move while zooming: on every label it always reads right.
      labelExpr: "format(datum.value, ',~f') + ' s'",
      labelColor: theme.muted,
      labelOverlap: "greedy",
      labelSeparation: 12,
      labelBound: false,
      labelFlush: 1,
      tickCount: { expr: "max(3, min(12, floor(width / 75)))" },
      tickColor: theme.track,
      domainColor: theme.track,
      grid: false,
    },
  };
}

function layers(
  timeline: Timeline,
  theme: TimelineTheme,
  { plotWidth, interactive }: { readonly plotWidth: number; readonly interactive: boolean },
): JsonObject[] {
  // Also those that have nothing to draw yet: their data sets must be there for what is still to come.
  return [
    tracks(theme, interactive),
    areas(theme),
    lines(theme),
    bars(timeline, theme, plotWidth),
    slivers(theme),
    labels(theme),
    poles(theme),
    heads(theme),
    flags(theme),
    readings(theme),
    names(theme),
  ];
}

const pixels = (field: string): JsonObject => ({ field, type: "quantitative", scale: null, axis: null });

const tooltip = (...fields: readonly [field: string, title: string][]): JsonObject[] =>
  fields.map(([field, title]) => ({ field, type: "nominal", title }));

/** The empty lanes. They carry the zoom, since they are always there. */
function tracks(theme: TimelineTheme, interactive: boolean): JsonObject {
  return {
    data: { name: "tracks" },
    ...(interactive ? { params: [zoom, brush(theme)] } : {}),
    mark: { type: "rect", fill: theme.track, clip: true, aria: false, cornerRadius: 1 },
    encoding: { x: time("start", theme), x2: { field: "end" }, y: pixels("y"), y2: { field: "y2" } },
  };
}

const zoom: JsonObject = {
  name: shownParameter,
  select: {
    type: "interval",
    encodings: ["x"],
    // The page scrolls with the wheel; only with a key held it is meant for the drawing.
    zoom: "wheel![event.ctrlKey || event.metaKey]",
    translate: "[pointerdown[!event.shiftKey], window:pointerup] > window:pointermove!",
  },
  bind: "scales",
};

/** Dragging with Shift held picks a window, for its figures. */
function brush(theme: TimelineTheme): JsonObject {
  return {
    name: pickedParameter,
    select: {
      type: "interval",
      encodings: ["x"],
      on: "[pointerdown[event.shiftKey], window:pointerup] > window:pointermove!",
      translate: false,
      zoom: false,
      mark: { fill: theme.foreground, fillOpacity: 0.12, stroke: theme.foreground, strokeOpacity: 0.6 },
    },
  };
}

function bars(timeline: Timeline, theme: TimelineTheme, plotWidth: number): JsonObject {
  return {
    name: "states",
    data: { name: "states" },
    mark: {
      type: "rect",
      clip: true,
      cornerRadius: 1,
      ...(theme.outlines ? { stroke: theme.paper, strokeWidth: 1 } : {}),
    },
    encoding: {
      x: time("start", theme),
      x2: { field: "end" },
      y: pixels("y"),
      y2: { field: "y2" },
      color: stateColour(timeline, theme, plotWidth),
      description: { field: "say", type: "nominal" },
      tooltip: tooltip(
        ["state", "state"],
        ["substate", "substate"],
        ["from", "start"],
        ["to", "end"],
        ["duration", "duration"],
        ["counted", "counted"],
      ),
    },
  };
}

/** A state that lasted no time, or less than a pixel, still was there: a hair at its beginning. */
function slivers(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "states" },
    transform: [{ filter: "datum.sliver" }],
    mark: {
      type: "rule",
      clip: true,
      aria: false,
      strokeWidth: 1.5,
      stroke: { expr: "scale('color', datum.key)" },
      opacity: { expr: "scale('x', datum.end) - scale('x', datum.start) < 1.5 ? 1 : 0" },
    },
    encoding: { x: time("start", theme), y: pixels("y"), y2: { field: "y2" } },
  };
}

/** Inside the visible part of the bar, where it is wide enough. */
function labels(theme: TimelineTheme): JsonObject {
  const from = "max(0, scale('x', datum.start))";
  const to = "min(width, scale('x', datum.end))";
  return {
    data: { name: "states" },
    transform: [{ filter: "datum.label !== ''" }],
    mark: {
      type: "text",
      clip: true,
      aria: false,
      baseline: "middle",
      fontSize: theme.fontSize,
      fill: { expr: "datum.ink" },
      text: { expr: `${to} - ${from} < datum.need ? '' : datum.label` },
      x: { expr: `(${from} + ${to}) / 2` },
      y: { expr: "(datum.y + datum.y2) / 2 + 0.5" },
    },
  };
}

function poles(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "moments" },
    mark: { type: "rule", clip: true, aria: false, stroke: theme.muted, strokeWidth: 1, opacity: 0.7 },
    encoding: { x: time("time", theme), y: pixels("y"), y2: { field: "y2" } },
  };
}

function heads(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "moments" },
    mark: {
      type: "point",
      filled: true,
      clip: true,
      opacity: 1,
      fill: theme.foreground,
      size: 26,
      shape: { expr: "datum.kind === 'mark' ? 'diamond' : 'circle'" },
    },
    encoding: {
      x: time("time", theme),
      y: pixels("y"),
      description: { field: "say", type: "nominal" },
      tooltip: tooltip(["name", "name"], ["kind", "kind"], ["at", "time"], ["topic", "topic"], ["many", "how many"]),
    },
  };
}

function flags(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "moments" },
    mark: {
      type: "text",
      clip: true,
      aria: false,
      baseline: "middle",
      fontSize: theme.fontSize,
      fill: theme.foreground,
      text: { expr: "datum.label" },
      align: { expr: "datum.align" },
      dx: { expr: "datum.dx" },
    },
    encoding: { x: time("time", theme), y: pixels("y") },
  };
}

function areas(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "series" },
    mark: { type: "area", clip: true, aria: false, interpolate: "step-after", fill: theme.series, opacity: 0.22 },
    encoding: {
      x: time("time", theme),
      y: pixels("y"),
      y2: { field: "y2" },
      detail: { field: "lane", type: "nominal" },
    },
  };
}

function lines(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "series" },
    mark: { type: "line", clip: true, aria: false, interpolate: "step-after", stroke: theme.series, strokeWidth: 1.5 },
    encoding: { x: time("time", theme), y: pixels("y"), detail: { field: "lane", type: "nominal" } },
  };
}

/** Unseen points that answer the pointer with the count at that time. */
function readings(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "series" },
    mark: { type: "point", clip: true, aria: false, filled: true, opacity: 0, size: 60 },
    encoding: {
      x: time("time", theme),
      y: pixels("y"),
      tooltip: tooltip(["name", "name"], ["at", "time"], ["value", "value"]),
    },
  };
}

function names(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "names" },
    mark: {
      type: "text",
      clip: false,
      align: "right",
      baseline: "middle",
      aria: false,
      fontSize: theme.fontSize,
      x: -8,
      text: { expr: "datum.text" },
      fill: { expr: `datum.strong ? '${theme.foreground}' : '${theme.muted}'` },
      y: { expr: "datum.y" },
    },
  };
}

function legendKeys(timeline: Timeline): string[] {
  const keys = timeline.timeInState.map(({ state, substate }) => stateKey(state, substate));
  return keys.length <= maximumLegend ? keys : [];
}

function stateColour(timeline: Timeline, theme: TimelineTheme, plotWidth: number): JsonObject {
  const colours = new StateColours(theme, timeline);
  const range = new Map<string, string>();
  for (const { state, substate } of timeline.timeInState) {
    range.set(stateKey(state, substate), colours.substate(state, substate));
  }
  for (const { state } of timeline.timeInState) if (!range.has(state)) range.set(state, colours.state(state));
  for (const { state, substate, merged } of timeline.states) {
    if (merged === undefined) continue;
    range.set(stateKey(state, substate), colours.substate(state, substate));
    range.set(state, colours.state(state));
  }
  const keys = legendKeys(timeline);
  return {
    field: "key",
    type: "nominal",
    scale: { domain: [...range.keys()], range: [...range.values()] },
    legend: keys.length === 0 ? null : { values: keys, columns: columnsOf(keys, theme, plotWidth) },
  };
}

/** As many entries beside each other as fit. Vega could find out, but too late for the height that it then needs. */
function columnsOf(keys: readonly string[], theme: TimelineTheme, plotWidth: number): number {
  const widest = Math.min(legendLimit, Math.max(...keys.map((key) => labelWidth(key, theme)))) + 30;
  return Math.max(1, Math.min(keys.length, Math.floor(plotWidth / widest)));
}

/** Pixels of one entry's text. */
const legendLimit = 220;

function config(theme: TimelineTheme): JsonObject {
  return {
    font: theme.font,
    view: { stroke: null },
    axis: { labelFontSize: theme.fontSize, labelFont: theme.font },
    legend: {
      orient: "bottom",
      title: null,
      direction: "horizontal",
      symbolType: "square",
      symbolSize: 80,
      labelColor: theme.foreground,
      labelFontSize: theme.fontSize,
      labelLimit: legendLimit,
      columnPadding: 14,
      rowPadding: 3,
      padding: 0,
      offset: 6,
    },
  };
}
