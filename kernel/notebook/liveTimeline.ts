import type { WorkflowExecution } from "../model/index.ts";
import type { Kernel, Progress } from "../runner/kernel.ts";
import type { Timeline } from "../timeline/index.ts";

/** What a view shows of one execution at one moment. */
export interface TimelineSnapshot {
  readonly execution: WorkflowExecution;
  readonly timeline: Timeline;
  /** While it runs. */
  readonly progress?: Progress;
}

/** A picture is replaced at most four times a second: more cannot be read, and costs the one who draws. */
const updateIntervalMs = 250;

/**
 * Follows an execution from its first record, wherever it stands: what is stored comes at once, the rest as it happens,
 * and a last snapshot when it has ended. Gives undefined where no such execution is known.
 * The timelines are made by the kernel: however long the trace, none of it comes here.
 *
 * @returns a function that stops following.
 */
export function followTimeline(
  kernel: Kernel,
  executionId: string,
  listener: (snapshot: TimelineSnapshot | undefined) => void,
): () => void {
  let progress: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  /** What came while a question was open: when to ask again. */
  let due: "soon" | "at once" | undefined;
  let stopped = false;

  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    unsubscribe();
  };
  const giveUp = () => {
    if (stopped) return;
    stop();
    listener(undefined);
  };
  const updateSoon = () => {
    if (asking) due ??= "soon";
    else if (!stopped) timer ??= setTimeout(update, updateIntervalMs);
  };
  const update = () => {
    clearTimeout(timer);
    timer = undefined;
    if (asking) due = "at once";
    else if (!stopped) ask().catch(giveUp);
  };
  const ask = async () => {
    asking = true;
    due = undefined;
    const execution = await kernel.execution(executionId);
    const timeline = execution && (await kernel.timeline(executionId));
    asking = false;
    if (stopped) return;
    if (execution === undefined || timeline === undefined) return giveUp();
    const ended = hasEnded(execution);
    // It ended between the two answers: the next ones agree.
    if (ended !== timeline.ended) return update();
    listener({ execution, timeline, ...(ended || progress === undefined ? {} : { progress }) });
    if (ended) stop();
    else if (due === "at once") update();
    else if (due === "soon") updateSoon();
  };

  const unsubscribe = kernel.onEvent((event) => {
    if (event.type === "trace" && event.executionId === executionId) {
      updateSoon();
    } else if (event.type === "progress" && event.progress.executionId === executionId) {
      ({ progress } = event);
      updateSoon();
    } else if (event.type === "execution" && event.execution.executionId === executionId) {
      if (hasEnded(event.execution)) update();
    } else if (event.type === "store") {
      // Another process may run it.
      updateSoon();
    }
  });
  update();
  return stop;
}

function hasEnded({ status }: WorkflowExecution): boolean {
  return status !== "queued" && status !== "running";
}
