import type { JsonObject } from "../model/index.ts";
import { isObject } from "../notebook/document.ts";
import { executionMime } from "../notebook/executionOutput.ts";
import type { DrawOutput } from "../notebook/export/pictures.ts";
import { type Timeline, timelineSpec } from "../timeline/index.ts";
import { type ChartColours, themedChart } from "./themedChart.ts";

/** Pixels, as wide as the column of an exported page. */
const width = 860;

export interface DrawOutputPorts {
  /** Of an execution, where the store has it. */
  readonly timeline: (executionId: string) => Promise<Timeline | undefined>;
  /** A Vega-Lite specification as SVG. A rejection leaves the output's text. */
  readonly draw: (spec: JsonObject) => Promise<string>;
}

/** Draws executions as their timelines and charts as themselves; other outputs are no pictures. */
export function drawOutputWith({ timeline, draw }: DrawOutputPorts): DrawOutput {
  return async (output, theme) => {
    const data = isObject(output.data) ? output.data : {};
    const execution = data[executionMime];
    if (isObject(execution) && typeof execution.executionId === "string") {
      const known = await timeline(execution.executionId);
      if (known === undefined) return undefined;
      return draw(pageTimeline(known, theme)).catch(() => undefined);
    }
    const chart = Object.entries(data).find(([mime]) => /^application\/vnd\.vegalite\.v\d+\+json$/.test(mime))?.[1];
    return isObject(chart) ? draw(pageChart(chart, theme)).catch(() => undefined) : undefined;
  };
}

/** A timeline as it stands on a page: nobody zooms it. */
export function pageTimeline(timeline: Timeline, theme: PageTheme): JsonObject {
  return timelineSpec(timeline, { theme, width, interactive: false });
}

/** A chart as it stands on a page, in the colours of that where it says nothing about its own. */
export function pageChart(chart: JsonObject, theme: PageTheme): JsonObject {
  return themedChart(chart, coloursOf(theme));
}

type PageTheme = "light" | "dark";

const inks = { light: "#1f2328", dark: "#e6edf3" } as const;
const lines = { light: "#d8dee4", dark: "#3a424d" } as const;

function coloursOf(theme: PageTheme): ChartColours {
  return { ink: inks[theme], line: lines[theme], font: "system-ui, DejaVu Sans, sans-serif" };
}
