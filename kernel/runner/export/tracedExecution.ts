import type { TraceBatch, WorkflowExecution } from "../../model/index.ts";

/** An execution with what it recorded. */
export interface TracedExecution {
  readonly execution: WorkflowExecution;
  readonly trace: Iterable<TraceBatch>;
}
