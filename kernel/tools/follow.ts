import type { JsonObject } from "../model/index.ts";
import { isGoingOn } from "../model/index.ts";
import { progressFigures, progressText } from "../notebook/progressText.ts";
import type { Progress } from "../runner/kernel.ts";
import { rowOf } from "./executionAnswers.ts";
import { explained } from "./failure.ts";
import { known } from "./known.ts";
import type { ToolPorts } from "./ports.ts";
import { usualWaitSeconds } from "./run.ts";
import type { ToolInput } from "./toolInputs.ts";

/** Waits for the end of an execution, whoever started it, and leaves it alone when it is not waited for any more. */
export async function follow(
  { id, waitSeconds = usualWaitSeconds }: ToolInput<"wfnb_follow_execution">,
  ports: ToolPorts,
): Promise<JsonObject> {
  const { kernel, patience, tell, signal } = ports;
  const execution = await known(id, ports);
  if (!isGoingOn(execution)) return explained(execution, ports);
  let last: Progress | undefined;
  const stopListening = kernel.onEvent((event) => {
    if (event.type !== "progress" || event.progress.executionId !== id) return;
    last = event.progress;
    tell?.({ done: last.now, total: last.until, sentence: sentenceOf(last) });
  });
  try {
    const isLeft = new Promise<undefined>((resolve) => signal?.addEventListener("abort", () => resolve(undefined)));
    const ended = await Promise.race([kernel.finished(id), patience(waitSeconds).then(() => undefined), isLeft]);
    if (ended !== undefined) return explained(ended, ports);
    const progress = last === undefined ? {} : { progress: sentenceOf(last) };
    return { stillRunning: true, ...progress, execution: rowOf(execution) };
  } finally {
    stopListening();
  }
}

function sentenceOf(progress: Progress): string {
  return progressText(progressFigures(progress));
}
