import { isGoingOn, type WorkflowExecution } from "../model/index.ts";

export interface RemovalRule {
  /** Executions of each workflow to keep, the newest ones, whatever their age. */
  readonly keep: number;
  /** Only what started before this moment, ISO 8601 in UTC; null for any age. */
  readonly startedBefore: string | null;
}

/** The ended executions that a rule lets go of; what is protected stays, and does not count as kept. `executions` come newest first, as a store lists them. */
export function chooseForRemoval(executions: readonly WorkflowExecution[], rule: RemovalRule): string[] {
  const kept = new Map<string, number>();
  const chosen: string[] = [];
  for (const execution of executions) {
    const { executionId, workflowName, startTime, labels } = execution;
    if (isGoingOn(execution) || labels?.protected === true) continue;
    const already = kept.get(workflowName) ?? 0;
    const isOld = rule.startedBefore === null || startTime < rule.startedBefore;
    if (already < rule.keep || !isOld) kept.set(workflowName, already + 1);
    else chosen.push(executionId);
  }
  return chosen;
}
