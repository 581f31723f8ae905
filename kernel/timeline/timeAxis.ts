import type { JsonObject } from "../model/index.ts";
import type { TimelineTheme } from "./theme.ts";

/** The selection that zooms; compiled, the signal `shown_start` holds the drawn seconds as `[from, to]`. */
export const shownParameter = "shown";

/** The selection that picks a window for its figures; compiled, `picked_start` holds `[from, to]`. */
export const pickedParameter = "picked";

/**
 * As many decimals as the ticks need to differ, however far one has zoomed in; powers of ten for an axis of nanoseconds, or of
 * some years.
 */
const tickNumber =
  "(datum.value === 0 ? '0' : span(domain('x')) >= 1e9 || max(abs(domain('x')[0]), abs(domain('x')[1])) < 1e-4 ? format(datum.value, '.4~e') : " +
  "format(datum.value, ',.' + max(0, min(15, 1 + ceil(-log(span(domain('x')) / 5) / LN10))) + '~f'))";

/** Simulated seconds from left to right; every layer has the same one. */
export function timeAxis(field: string, theme: TimelineTheme): JsonObject {
  return {
    field,
    type: "quantitative",
    scale: { zero: false, nice: false },
    axis: {
      title: null,
      // "s" once, on the last tick, would move while zooming: on every label it always reads right.
      labelExpr: `${tickNumber} + ' s'`,
      labelColor: theme.muted,
      labelOverlap: "parity",
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

/** Zooming, panning, and picking a window; on the layer that is always there. */
export function timeSelections(theme: TimelineTheme): JsonObject[] {
  return [zoom, brush(theme)];
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
