import type { WorkflowExecution } from "../model/index.ts";
import type { ExecutionProgress } from "./executionProgress.ts";
import { shortened } from "./values.ts";

/** What runs, for a place with room for a few words. */
export interface RunningSummary {
  readonly count: number;
  /** Of the one that has gone furthest, from 0 to 1; undefined where no end is known. */
  readonly fraction: number | undefined;
  /** The workflow, if one alone runs. */
  readonly workflowName: string | undefined;
  /** The newest first, at most ten. */
  readonly running: readonly RunningExecution[];
}

export interface RunningExecution {
  readonly executionId: string;
  /** From 0 to 1. */
  readonly fraction: number | undefined;
}

const mostNamed = 10;
const nameLength = 40;

/** An execution, and how far it is where that is known. */
export interface FollowedExecution {
  readonly execution: WorkflowExecution;
  readonly progress?: Pick<ExecutionProgress, "now" | "until"> | undefined;
}

/** Of executions that are queued or run; undefined when nothing does. */
export function runningSummary(followed: readonly FollowedExecution[]): RunningSummary | undefined {
  const going = followed.filter(({ execution: { status } }) => status === "queued" || status === "running");
  if (going.length === 0) return undefined;
  const running = going.map(({ execution: { executionId }, progress }) => ({
    executionId,
    fraction: fractionOf(progress),
  }));
  const fractions = running.flatMap(({ fraction }) => fraction ?? []);
  return {
    count: going.length,
    fraction: fractions.length === 0 ? undefined : Math.max(...fractions),
    workflowName: going.length === 1 ? shortened(going[0]!.execution.workflowName, nameLength) : undefined,
    running: running.slice(0, mostNamed),
  };
}

function fractionOf(progress: FollowedExecution["progress"]): number | undefined {
  if (progress === undefined || progress.until === null || progress.until <= 0) return undefined;
  return Math.min(1, Math.max(0, progress.now / progress.until));
}
