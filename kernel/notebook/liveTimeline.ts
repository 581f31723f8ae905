import type { TraceBatch, WorkflowExecution } from "../model/index.ts";
import type { Kernel, Progress } from "../runner/kernel.ts";
import { type Timeline, TimelineAccumulator } from "../timeline/index.ts";

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
 *
 * @returns a function that stops following.
 */
export function followTimeline(
  kernel: Kernel,
  executionId: string,
  listener: (snapshot: TimelineSnapshot | undefined) => void,
): () => void {
  let trace = new TraceSoFar();
  let execution: WorkflowExecution | undefined;
  let progress: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reading = false;
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
  const emit = () => {
    clearTimeout(timer);
    timer = undefined;
    if (stopped || reading || execution === undefined) return;
    const ended = hasEnded(execution);
    if (trace.hasGap) {
      // Batches were left out for a slow listener; the store has them all.
      read();
      return;
    }
    const timeline = trace.timeline(ended ? execution.simulatedEndTime : undefined, progress?.now);
    listener({ execution, timeline, ...(ended || progress === undefined ? {} : { progress }) });
    if (ended) stop();
  };
  const emitSoon = () => {
    timer ??= setTimeout(emit, updateIntervalMs);
  };

  /** Reads the whole trace as it stands. What arrives meanwhile is kept and added: the accumulator knows what it has seen. */
  const read = () => {
    reading = true;
    const arriving = new TraceSoFar();
    trace = arriving;
    const readAll = async () => {
      const known = await kernel.execution(executionId);
      if (known === undefined) return giveUp();
      const batches = await kernel.trace(executionId);
      trace = new TraceSoFar([...batches, ...arriving.batches]);
      if (execution === undefined || !hasEnded(execution)) execution = known;
      reading = false;
      emit();
    };
    readAll().catch(giveUp);
  };

  const unsubscribe = kernel.onEvent((event) => {
    if (event.type === "trace" && event.executionId === executionId) {
      trace.add(event.batch);
      emitSoon();
    } else if (event.type === "progress" && event.progress.executionId === executionId) {
      progress = event.progress;
      emitSoon();
    } else if (event.type === "execution" && event.execution.executionId === executionId) {
      ({ execution } = event);
      if (hasEnded(execution)) emit();
    }
  });
  read();
  return stop;
}

/** The batches of one trace as far as they came. */
class TraceSoFar {
  readonly #accumulator = new TimelineAccumulator();
  /** Kept only until the first timeline is drawn, for a reader who joins them to the stored ones. */
  readonly batches: TraceBatch[] = [];
  #drawn = false;
  #next = 0;
  hasGap = false;

  constructor(batches: readonly TraceBatch[] = []) {
    for (const batch of batches) this.add(batch);
  }

  add(batch: TraceBatch): void {
    if (batch.first > this.#next) this.hasGap = true;
    this.#next = Math.max(this.#next, batch.first + batch.length);
    if (!this.#drawn) this.batches.push(batch);
    this.#accumulator.add(batch);
  }

  timeline(simulatedEnd: number | null | undefined, now: number | undefined): Timeline {
    this.#drawn = true;
    this.batches.length = 0;
    if (now !== undefined) this.#accumulator.advance(now);
    if (simulatedEnd !== undefined) this.#accumulator.finish(simulatedEnd);
    return this.#accumulator.timeline();
  }
}

function hasEnded({ status }: WorkflowExecution): boolean {
  return status !== "queued" && status !== "running";
}
