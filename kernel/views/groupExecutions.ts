import type { ExecutionStatus, WorkflowExecution } from "../model/index.ts";
import { type ClockOptions, dayOf } from "./clock.ts";
import { valueText } from "./values.ts";

/** By what executions are put together. `parameter:<name>`: by that parameter's value. */
export type Grouping = "none" | "workflow" | "day" | "status" | "notebook" | "user" | `parameter:${string}`;

export interface ExecutionGroup {
  readonly key: string;
  readonly label: string;
  readonly executions: readonly WorkflowExecution[];
}

const statusOrder: readonly ExecutionStatus[] = ["running", "queued", "failed", "cancelled", "completed"];

/**
 * Puts executions together and keeps their order within each group. Groups stand in the order of their first execution
 * (the newest, in a list that begins with the newest); those by status have what needs a look first.
 */
export function groupExecutions(
  executions: readonly WorkflowExecution[],
  grouping: Exclude<Grouping, "none">,
  clock: ClockOptions,
): ExecutionGroup[] {
  const groups = new Map<string, { key: string; label: string; executions: WorkflowExecution[] }>();
  for (const execution of executions) {
    const { key, label } = groupOf(execution, grouping, clock);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, label, executions: [execution] });
    else group.executions.push(execution);
  }
  const all = [...groups.values()];
  if (grouping === "status") {
    const place = (key: string): number => (statusOrder as readonly string[]).indexOf(key);
    all.sort((a, b) => place(a.key) - place(b.key));
  }
  return all;
}

function groupOf(
  execution: WorkflowExecution,
  grouping: Exclude<Grouping, "none">,
  clock: ClockOptions,
): { key: string; label: string } {
  switch (grouping) {
    case "workflow":
      return same(execution.workflowName);
    case "status":
      return same(execution.status);
    case "user":
      return same(execution.executedBy);
    case "notebook":
      return same(execution.startedFrom?.notebook ?? "", "not from a notebook");
    case "day":
      return day(execution, clock);
    default: {
      const name = grouping.slice("parameter:".length);
      const value = execution.parameterValues[name];
      return same(value === undefined ? "" : `${name} = ${valueText(value)}`, `without ${name}`);
    }
  }
}

function same(key: string, whenEmpty = key): { key: string; label: string } {
  return { key, label: key === "" ? whenEmpty : key };
}

function day({ startTime }: WorkflowExecution, { now, timeZone }: ClockOptions): { key: string; label: string } {
  const key = dayOf(new Date(startTime), timeZone);
  if (key === dayOf(now, timeZone)) return { key, label: "Today" };
  if (key === dayOf(new Date(now.getTime() - 86_400_000), timeZone)) return { key, label: "Yesterday" };
  return { key, label: key };
}
