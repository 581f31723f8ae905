import type { WorkflowExecution } from "../../model/index.ts";
import type { Kernel } from "../../runner/kernel.ts";

/** The execution that the user named; throws with what to do when there is none. */
export async function knownExecution(kernel: Kernel, executionId: string): Promise<WorkflowExecution> {
  const execution = await kernel.execution(executionId);
  if (execution !== undefined) return execution;
  throw new Error(
    `There is no execution "${executionId}" in ${await kernel.location()}. \`wfnb list\` shows those there are.`,
  );
}
