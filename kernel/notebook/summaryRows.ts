import type { Json, WorkflowExecution } from "../model/index.ts";
import { severalOf } from "./severalOf.ts";
import { measureSweep } from "./sweepFigures.ts";
import { resultColumns } from "./sweepTable.ts";

/**
 * Executions summed up by what differs between them, in full precision: for each combination of the parameters (and of `workflow`, `version`
 * and `until`) that are not the same in all, how many `executions` there are, how many of them `completed`, and of these the mean of
 * each figure: simulated end (seconds), counts, means of gauges over simulated time, and seconds in each state; where values were
 * repeated, the standard deviation of the sample behind it. In the order of the values; null where there is none.
 */
export function summaryRows(executions: readonly WorkflowExecution[]): Record<string, Json>[] {
  const several = severalOf(executions);
  const { points, keys, differing, equal } = measureSweep(several);
  const columnOf = resultColumns(keys);
  return points.map(({ swept, planned, completed, figure }) => {
    const entries: [string, Json][] = keys.map((key) => [key, swept[key] ?? null]);
    entries.push([columnOf("executions"), planned], [columnOf("completed"), completed]);
    for (const name of [...differing, ...equal]) {
      const known = figure?.(name);
      entries.push([columnOf(name), known?.mean ?? null]);
      if (several.replications > 1)
        entries.push([`${name} standard deviation`, completed > 1 ? (known?.deviation ?? null) : null]);
    }
    return Object.fromEntries(entries);
  });
}
