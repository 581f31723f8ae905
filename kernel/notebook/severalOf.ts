import type { Json, ParameterValue, WorkflowExecution } from "../model/index.ts";
import { compareValues } from "../store/valueOrder.ts";
import type { Several } from "./severalOutput.ts";

/**
 * Stored executions, whoever started them and when, as those of one sweep: those with equal values are repetitions of each other.
 * What differs between them are parameters, and workflow, version and `until` where these are not the same. In the order of the values.
 */
export function severalOf(executions: readonly WorkflowExecution[]): Several {
  const all = executions.map((execution) => ({ execution, values: valuesOf(execution) }));
  const keys = [...new Set(all.flatMap(({ values }) => Object.keys(values)))];
  const varied = keys.filter((key) => new Set(all.map(({ values }) => JSON.stringify(values[key]))).size > 1);
  const chosen = all.map(({ execution, values }) => ({
    execution,
    swept: Object.fromEntries(varied.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]]))),
  }));
  const groups = [...Map.groupBy(chosen, ({ swept }) => JSON.stringify(swept)).values()].sort(([a], [b]) =>
    compareSwept(varied, a!.swept, b!.swept),
  );
  return {
    points: groups.map(([first]) => ({ swept: first!.swept })),
    planned: groups.flatMap((group, point) => group.map(({ execution }) => ({ point, execution }))),
    replications: groups.reduce((most, { length }) => Math.max(most, length), 0),
  };
}

/** A parameter that is named like one of the others stands for itself. */
function valuesOf(execution: WorkflowExecution): Readonly<Record<string, ParameterValue | undefined>> {
  const { workflowName: workflow, workflowVersion: version, runOptions, parameterValues } = execution;
  return { workflow, version, until: runOptions.until, ...parameterValues };
}

function compareSwept(
  keys: readonly string[],
  a: Readonly<Record<string, Json>>,
  b: Readonly<Record<string, Json>>,
): number {
  for (const key of keys) {
    const [one = null, other = null] = [a[key], b[key]];
    // Lists and tables have no order but that of their texts.
    const order = compareValues(one, other) || compareValues(JSON.stringify(one), JSON.stringify(other));
    if (order !== 0) return order;
  }
  return 0;
}
