import type { WorkflowExecution } from "../model/index.ts";
import type { Kernel, Progress } from "../runner/kernel.ts";
import type { ShowOutputs } from "./executeOnce.ts";
import { executionOutput } from "./outputs.ts";
import { throttled } from "./throttled.ts";

/** A cell's output is replaced at most four times a second. */
const showIntervalMs = 250;

/** What was seen of an execution while it ran, besides its record. */
export interface FollowedExecution {
  readonly ended: WorkflowExecution;
  readonly last: Progress | undefined;
}

/** Shows how an execution goes, from wherever it stands, in one small output; resolves when it has ended. */
export async function followExecution(
  kernel: Kernel,
  execution: WorkflowExecution,
  show: ShowOutputs,
): Promise<FollowedExecution> {
  let last: Progress | undefined;
  const showing = throttled(
    () => show([executionOutput(execution, { running: last })]),
    showIntervalMs,
    () => performance.now(),
  );
  const stopListening = kernel.onEvent((event) => {
    if (event.type !== "progress" || event.progress.executionId !== execution.executionId) return;
    last = event.progress;
    showing.ask();
  });
  try {
    showing.ask();
    return { ended: await kernel.finished(execution.executionId), last };
  } finally {
    stopListening();
    showing.cancel();
  }
}
