import type { JsonObject } from "../model/index.ts";
import { isObject } from "../notebook/document.ts";
import { executionMime } from "../notebook/executionOutput.ts";
import type { DrawOutput } from "../notebook/export/pictures.ts";
import { type Timeline, timelineSpec } from "../timeline/index.ts";

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
      return draw(timelineSpec(known, { theme, width, interactive: false })).catch(() => undefined);
    }
    const chart = Object.entries(data).find(([mime]) => /^application\/vnd\.vegalite\.v\d+\+json$/.test(mime))?.[1];
    return isObject(chart) ? draw(themed(chart, theme)).catch(() => undefined) : undefined;
  };
}

/** A chart that says nothing of its colours takes the page's. */
function themed(spec: JsonObject, theme: "light" | "dark"): JsonObject {
  const ink = theme === "dark" ? "#e6edf3" : "#1f2328";
  const line = theme === "dark" ? "#3a424d" : "#d8dee4";
  const axis = { labelColor: ink, titleColor: ink, gridColor: line, domainColor: line, tickColor: line };
  const given = isObject(spec.config) ? spec.config : {};
  const config = {
    font: "system-ui, DejaVu Sans, sans-serif",
    axis,
    legend: { labelColor: ink, titleColor: ink },
    title: { color: ink, subtitleColor: ink },
    view: { stroke: line },
    ...given,
  };
  return { width: 600, height: 280, background: "transparent", ...spec, config };
}
