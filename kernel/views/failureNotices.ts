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
 * Puts failures that came together into one notice; undefined when there is nothing to tell. Executions whose cell is on the
 * screen tell it there, and those that a dying kernel process took along are told of with it.
 */
export function failureNotice(
  ended: readonly WorkflowExecution[],
  visibleNotebooks: readonly string[],
): FailureNotice | undefined {
  const failed = ended.filter(
    ({ status, endReason, startedFrom }) =>
      status === "failed" && endReason !== "lost" && !visibleNotebooks.includes(startedFrom?.notebook ?? ""),
  );
  const latest = failed.at(-1);
  if (latest === undefined) return undefined;
  const message = shortened((latest.errorMessage ?? "").replace(/\s+/g, " ").trim(), messageLength);
  return { executionId: latest.executionId, message, others: failed.length - 1 };
}
