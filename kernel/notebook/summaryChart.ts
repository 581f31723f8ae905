import type { WorkflowExecution } from "../model/index.ts";
import { severalOf } from "./severalOf.ts";
import { type SweepChart, sweepChart } from "./sweepChart.ts";
import { measureSweep } from "./sweepFigures.ts";

/** The chart of stored executions, as of one sweep; undefined where there is nothing to draw. `unit`: of a parameter. */
export function summaryChart(
  executions: readonly WorkflowExecution[],
  unit: (key: string) => string | undefined,
): SweepChart | undefined {
  return sweepChart(measureSweep(severalOf(executions)), unit);
}
