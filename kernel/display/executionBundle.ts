import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { summarize } from "../notebook/outputs.ts";
import { figures, figuresLine, runClock, type Timeline, timelineSpec, timelineText } from "../timeline/index.ts";
import { plain } from "../timeline/textTable.ts";
import { chartBundle } from "./chartBundle.ts";
import { type MimeBundle, textMime, vegaLiteMime } from "./mimeBundle.ts";

/** Pixels: what a notebook's output area gives on a laptop. */
const chartWidth = 760;

/** Status, figures and timeline of an execution as one output. */
export function executionBundle(execution: WorkflowExecution, timeline: Timeline): Promise<MimeBundle> {
  return chartBundle(titledSpec(execution, timeline), executionText(execution, timeline));
}

/** What is shown while it runs: no picture, which would take longer to draw than to be replaced. */
export function runningBundle(execution: WorkflowExecution, timeline: Timeline | undefined): MimeBundle {
  if (timeline === undefined) return { [textMime]: summarize(execution) };
  return {
    [vegaLiteMime]: titledSpec(execution, timeline),
    [textMime]: executionText(execution, timeline),
  };
}

/** The timeline under its execution's id, status and figures, for clients that show the chart alone. */
export function titledSpec(execution: WorkflowExecution, timeline: Timeline): JsonObject {
  const spec = timelineSpec(timeline, { width: chartWidth, interactive: false, clock: runClock(execution) });
  const subtitle = [figuresLine(figureSource(execution, timeline)), ...remarks(execution)];
  return {
    ...spec,
    title: {
      text: `${execution.executionId}: ${statusText(execution)}`,
      subtitle,
      anchor: "start",
      fontSize: 13,
      subtitleFontSize: 11,
      subtitlePadding: 4,
      offset: 10,
    },
  };
}

/** For clients without charts: id, status, the timeline as text, the figures. */
export function executionText(execution: WorkflowExecution, timeline: Timeline): string {
  const rows = figures(figureSource(execution, timeline)).map(
    ({ name, value }) => `  ${plain(name).padEnd(22)}${value}`,
  );
  const notes = remarks(execution).map((remark) => `  ${remark}`);
  return [`${execution.executionId}  ${statusText(execution)}`, "", timelineText(timeline), "", ...rows, ...notes].join(
    "\n",
  );
}

function statusText({ status, endReason, runOptions }: WorkflowExecution): string {
  return endReason === "until" ? `${status}, cut at until = ${String(runOptions.until)} s` : status;
}

function remarks({ errorMessage, notes = [] }: WorkflowExecution): string[] {
  return [...(errorMessage === null ? [] : [`error: ${errorMessage}`]), ...notes.map((note) => `note: ${note}`)];
}

function figureSource({ performanceMetrics }: WorkflowExecution, timeline: Timeline) {
  const { counts, end } = timeline;
  return (
    performanceMetrics ?? {
      simulatedEndTime: end,
      counts: Object.fromEntries(counts.map(({ name, total }) => [name, total])),
    }
  );
}
