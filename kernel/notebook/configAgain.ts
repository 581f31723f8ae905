import { setParameters, type WorkflowExecution } from "../model/index.ts";
import { formatTomlKey, formatTomlValue } from "../toml/index.ts";

/** A configuration that runs an execution again: what was set, and how it was run. What had its default keeps it. */
export function configAgain(execution: WorkflowExecution): string {
  const line = (name: string, value: unknown) => `${formatTomlKey(name)} = ${formatTomlValue(value)}`;
  const { until, seed, realtime, factor } = execution.runOptions;
  const run = Object.entries({ until, seed, realtime, factor }).filter(([, value]) => value !== undefined);
  return [
    "[workflow]",
    line("name", execution.workflowName),
    "",
    "[parameters]",
    ...setParameters(execution).map(([name, value]) => line(name, value)),
    "",
    "[run]",
    ...run.map(([name, value]) => line(name, value)),
    "",
  ].join("\n");
}
