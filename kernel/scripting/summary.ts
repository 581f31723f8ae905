import { recordsOf } from "../display/columns.ts";
import { type Json, type JsonObject, ownValue, type WorkflowExecution } from "../model/index.ts";
import { summaryChart } from "../notebook/summaryChart.ts";
import { summaryRows } from "../notebook/summaryRows.ts";

type Given = Iterable<WorkflowExecution | { readonly record: WorkflowExecution }>;

/**
 * Executions summed up by what differs between them, in full precision: a row for each combination of the parameters (and of `workflow`,
 * `version` and `until` in simulated seconds) that are not the same in all, with the number of `executions`, how many `completed`, and of
 * these the mean of each figure: simulated end (seconds), counts, means of gauges over simulated time, seconds in each state. Where values
 * were repeated, the standard deviation of the sample stands behind each mean; null where there is none. In the order of the values.
 *
 * @example console.table(summaryOf(await executions("batch:stf_processing-ada-0042")))
 */
export function summaryOf(executions: Given): Record<string, Json>[] {
  return summaryRows(recordsOf(executions));
}

/**
 * The figures of a summary, each over the numeric parameter with the most values, a line for each combination of the others, as a
 * Vega-Lite specification for `showChart`. Undefined where there is nothing to draw, such as where all figures are equal.
 *
 * @param options `units` of parameters, for the axis
 */
export function summarySpec(
  executions: Given,
  { units = {} }: { readonly units?: Readonly<Record<string, string>> } = {},
): JsonObject | undefined {
  return summaryChart(recordsOf(executions), (key) => ownValue(units, key));
}
