import type { WorkflowExecution } from "../model/index.ts";
import type { ExecutionStore } from "../store/index.ts";
import type { ProcessIdentity } from "./processIdentity.ts";

export interface OrphanSearch {
  readonly isAlive: (process: ProcessIdentity) => boolean;
  /** What is known of the end of a process; undefined when nothing is. */
  readonly reasonOf?: (process: ProcessIdentity) => string | undefined;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
}

/** Marks the executions whose process is gone as failed, with the reason, and returns their records. */
export function markOrphans(store: ExecutionStore, { isAlive, reasonOf, now }: OrphanSearch): WorkflowExecution[] {
  if (store.readOnly !== null) return [];
  const marked: WorkflowExecution[] = [];
  for (const execution of unfinished(store)) {
    const { host, pid, processStart } = execution.executionEnvironment;
    const owner = { host, pid, processStart };
    if (isAlive(owner)) continue;
    const reason = reasonOf?.(owner) ?? "it was killed, it crashed, or the machine was restarted";
    const wasMarked = store.finish(execution.executionId, {
      status: "failed",
      endReason: "lost",
      endTime: now(),
      simulatedEndTime: null,
      performanceMetrics: null,
      errorMessage: `The kernel process that ran this execution (pid ${pid} on ${host}) is gone: ${reason}. What was recorded before is kept.`,
      stackTrace: null,
      traceHash: null,
    });
    if (wasMarked) marked.push(store.execution(execution.executionId)!);
  }
  return marked;
}

function* unfinished(store: ExecutionStore): Generator<WorkflowExecution> {
  let after: string | undefined;
  for (;;) {
    const page = store.executions({
      status: ["queued", "running"],
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    yield* page;
    if (page.length < 500) return;
    after = page.at(-1)!.executionId;
  }
}
