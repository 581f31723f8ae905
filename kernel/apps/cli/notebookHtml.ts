import { basename } from "node:path";
import { svgOf } from "../../display/picture.ts";
import type { JsonObject } from "../../model/index.ts";
import { isObject, type NotebookDocument } from "../../notebook/document.ts";
import { toHtml } from "../../notebook/export/html.ts";
import { executionMime } from "../../notebook/outputs.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { timelineOf, timelineSpec } from "../../timeline/index.ts";

/** Pixels, as wide as the page's column. */
const width = 860;

/** A notebook as one HTML file; timelines are drawn from the executions in the store, where it has them. */
export function notebookHtml(
  document: NotebookDocument,
  path: string,
  kernel: Kernel | undefined,
  withoutCode = false,
): Promise<string> {
  return toHtml(document, {
    title: basename(path).replace(/\.\w+$/, ""),
    withoutCode,
    draw: async (output, theme) => {
      const data = isObject(output.data) ? output.data : {};
      const execution = data[executionMime];
      if (isObject(execution) && typeof execution.executionId === "string") {
        const spec = await timelineSpecOf(execution.executionId, theme, kernel);
        return spec === undefined ? undefined : drawn(spec);
      }
      const chart = Object.entries(data).find(([mime]) => /^application\/vnd\.vegalite\.v\d+\+json$/.test(mime))?.[1];
      return isObject(chart) ? drawn(themed(chart, theme)) : undefined;
    },
  });
}

async function timelineSpecOf(
  executionId: string,
  theme: "light" | "dark",
  kernel: Kernel | undefined,
): Promise<JsonObject | undefined> {
  const execution = await kernel?.execution(executionId);
  if (execution === undefined || kernel === undefined) return undefined;
  const timeline = timelineOf(await kernel.trace(executionId), execution.simulatedEndTime);
  return timelineSpec(timeline, { theme, width, interactive: false });
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

/** A spec that cannot be drawn leaves the text. */
async function drawn(spec: JsonObject): Promise<string | undefined> {
  return svgOf(spec).catch(() => undefined);
}
