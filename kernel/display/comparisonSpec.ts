import type { JsonObject } from "../model/index.ts";
import { stackedTimelineSpec, type Timeline } from "../timeline/index.ts";

export interface ComparisonOptions {
  readonly title?: string;
  /** Pixels in all. Default 760, what a notebook's output area gives on a laptop. */
  readonly width?: number;
}

/**
 * The state timelines of several executions one below the other on a shared time axis, in the order given and in the same
 * colours as in their own timelines. Keys are the labels of the rows: execution ids, or what tells them apart.
 *
 * @example comparisonSpec({ "1 period": await short.timeline(), "3 periods": await long.timeline() })
 */
export function comparisonSpec(
  timelines: Readonly<Record<string, Timeline>>,
  { title, width = 760 }: ComparisonOptions = {},
): JsonObject {
  const named = Object.entries(timelines).map(([name, timeline]) => ({ name, timeline }));
  const spec = stackedTimelineSpec(named, { width, interactive: false });
  return title === undefined ? spec : { ...spec, title: { text: title, anchor: "start" } };
}
