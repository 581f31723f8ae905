import type { JsonObject } from "../model/index.ts";
import type { TimelineTheme } from "./theme.ts";
import { timeAxis, timeSelections } from "./timeAxis.ts";

/** What a drawing says of a lane that has a name of its own: whose states it shows. */
export type LaneTitle = "lane" | "execution";

export interface LayerOptions {
  /** The encoding of bars' colour: `colourByKey`. */
  readonly colour: JsonObject;
  readonly interactive: boolean;
  readonly laneTitle: LaneTitle;
  /** Whether rows say when they were on the wall clock. */
  readonly hasClock?: boolean;
}

/** All that is drawn, from the back to the front, each from a data set of `TimelineRows`. */
export function layers(
  theme: TimelineTheme,
  { colour, interactive, laneTitle, hasClock = false }: LayerOptions,
): JsonObject[] {
  const wall: readonly TooltipField[] = hasClock ? [["wall", "wall clock"]] : [];
  // Also those that have nothing to draw yet: their data sets must be there for what is still to come.
  return [
    tracks(theme, interactive),
    areas(theme),
    lines(theme),
    bars(theme, colour, laneTitle, wall),
    slivers(theme),
    labels(theme),
    poles(theme),
    heads(theme, wall),
    flags(theme),
    readings(theme, wall),
    names(theme),
    // Nobody can choose a bar of a picture that stands still.
    ...(interactive ? [chosen(theme)] : []),
  ];
}

const pixels = (field: string): JsonObject => ({ field, type: "quantitative", scale: null, axis: null });

type TooltipField = readonly [field: string, title: string];

const tooltip = (...fields: readonly TooltipField[]): JsonObject[] =>
  fields.map(([field, title]) => ({ field, type: "nominal", title }));

/** The empty lanes. They carry the zoom, since they are always there. */
function tracks(theme: TimelineTheme, interactive: boolean): JsonObject {
  return {
    data: { name: "tracks" },
    ...(interactive ? { params: timeSelections(theme) } : {}),
    mark: { type: "rect", fill: theme.track, clip: true, aria: false, cornerRadius: 1 },
    encoding: { x: timeAxis("start", theme), x2: { field: "end" }, y: pixels("y"), y2: { field: "y2" } },
  };
}

function bars(
  theme: TimelineTheme,
  colour: JsonObject,
  laneTitle: LaneTitle,
  wall: readonly TooltipField[],
): JsonObject {
  return {
    name: "states",
    data: { name: "states" },
    mark: {
      type: "rect",
      clip: true,
      cornerRadius: 1,
      // Neighbours are told apart by more than their colour; a bar of a few pixels would be all seam.
      stroke: theme.paper,
      strokeWidth: { expr: "scale('x', datum.end) - scale('x', datum.start) < 4 ? 0 : 1" },
    },
    encoding: {
      x: timeAxis("start", theme),
      x2: { field: "end" },
      y: pixels("y"),
      y2: { field: "y2" },
      color: colour,
      description: { field: "say", type: "nominal" },
      tooltip: tooltip(
        ["lane", laneTitle],
        ["state", "state"],
        ["substate", "substate"],
        ["from", "start"],
        ["to", "end"],
        ["duration", "duration"],
        ["counted", "counted"],
        ...wall,
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
    encoding: { x: timeAxis("start", theme), y: pixels("y"), y2: { field: "y2" } },
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
    encoding: { x: timeAxis("time", theme), y: pixels("y"), y2: { field: "y2" } },
  };
}

function heads(theme: TimelineTheme, wall: readonly TooltipField[]): JsonObject {
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
      x: timeAxis("time", theme),
      y: pixels("y"),
      description: { field: "say", type: "nominal" },
      tooltip: tooltip(
        ["name", "name"],
        ["kind", "kind"],
        ["at", "time"],
        ["topic", "topic"],
        ["many", "how many"],
        ...wall,
      ),
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
    encoding: { x: timeAxis("time", theme), y: pixels("y") },
  };
}

function areas(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "series" },
    mark: { type: "area", clip: true, aria: false, interpolate: "step-after", fill: theme.series, opacity: 0.22 },
    encoding: {
      x: timeAxis("time", theme),
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
    encoding: { x: timeAxis("time", theme), y: pixels("y"), detail: { field: "lane", type: "nominal" } },
  };
}

/** Unseen points that answer the pointer with the count at that time. */
function readings(theme: TimelineTheme, wall: readonly TooltipField[]): JsonObject {
  return {
    data: { name: "series" },
    mark: { type: "point", clip: true, aria: false, filled: true, opacity: 0, size: 60 },
    encoding: {
      x: timeAxis("time", theme),
      y: pixels("y"),
      tooltip: tooltip(["name", "name"], ["at", "time"], ["value", "value"], ...wall),
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

/** Around the bar that is chosen. */
function chosen(theme: TimelineTheme): JsonObject {
  return {
    data: { name: "chosen" },
    mark: { type: "rect", clip: true, aria: false, fillOpacity: 0, stroke: theme.foreground, strokeWidth: 2 },
    encoding: { x: timeAxis("start", theme), x2: { field: "end" }, y: pixels("y"), y2: { field: "y2" } },
  };
}
