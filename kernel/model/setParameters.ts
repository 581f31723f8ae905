import type { WorkflowExecution } from "./execution.ts";

type Values = WorkflowExecution["parameterValues"];

/** Names and values of the parameters that somebody set: not those that have their defaults. */
export function setParameters({
  parameterValues,
  parameterOrigins,
}: Pick<WorkflowExecution, "parameterValues" | "parameterOrigins">): [name: string, value: Values[string]][] {
  return Object.entries(parameterValues).filter(([name]) => parameterOrigins[name]?.from !== "default");
}
