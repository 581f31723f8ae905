import type { WorkflowExecution } from "../model/index.ts";
import { shortened } from "./values.ts";

/** What a person is told of executions that failed where nobody sees it. */
export interface FailureNotice {
  /** The latest. */
  readonly executionId: string;
  /** Its message, in one line, cut where it is long. */
  readonly message: string;
  /** How many others failed at about the same time. */
  readonly others: number;
}

const messageLength = 200;

/**
 * Whether a person is to be told of an execution that ended. One whose cell is on the screen tells it there, and one that a dying
 * kernel process took along is told of with it.
 */
export function isUnseenFailure(
  { status, endReason, startedFrom }: Pick<WorkflowExecution, "status" | "endReason" | "startedFrom">,
  visibleNotebooks: readonly string[],
): boolean {
  return status === "failed" && endReason !== "lost" && !visibleNotebooks.includes(startedFrom?.notebook ?? "");
}

/** Puts failures, the latest last, into one notice; undefined when there is nothing to tell. */
export function failureNotice(failed: readonly WorkflowExecution[]): FailureNotice | undefined {
  const latest = failed.at(-1);
  if (latest === undefined) return undefined;
  const message = shortened((latest.errorMessage ?? "").replace(/\s+/g, " ").trim(), messageLength);
  return { executionId: latest.executionId, message, others: failed.length - 1 };
}
