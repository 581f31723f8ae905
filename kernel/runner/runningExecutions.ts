import type { WorkflowExecution } from "../model/index.ts";
import type { ExecutionEnd } from "../store/index.ts";
import { describeThrown } from "../workflow/loaderThrown.ts";
import { codeOf } from "./errorCode.ts";
import type { KernelEvent } from "./kernel.ts";
import { type MemoryLimits, MemoryWatch, memoryPollMs, tooMuchMemory } from "./memoryWatch.ts";
import type { AbruptEnd, RunningExecution } from "./runningExecution.ts";
import type { StoreInUse } from "./storeInUse.ts";
import type { System } from "./system.ts";
import type { WorkerMessage } from "./workerProtocol.ts";
import { BrokenWordError, requireMessage } from "./workerWord.ts";

/** Records that may wait in memory while the store cannot be written; then the workflows wait too. */
const mostWaitingRecords = 5_000_000;
/** Milliseconds that a worker has to stop by itself; then it is terminated, which takes some more. */
const politeStopMs = 100;

export interface RunningExecutionsPorts {
  readonly storage: StoreInUse;
  readonly system: System;
  readonly emit: (event: KernelEvent) => void;
  /** A worker cannot be ended: only the end of this process ends it. What ran there is recorded already. */
  readonly onStuck?: (() => void) | undefined;
}

/** The executions that run in workers of this process: what they say goes into the store, and each ends once, however it ends. */
export class RunningExecutions {
  readonly #ports: RunningExecutionsPorts;
  readonly #byId = new Map<string, RunningExecution>();

  constructor(ports: RunningExecutionsPorts) {
    this.#ports = ports;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(executionId: string): RunningExecution | undefined {
    return this.#byId.get(executionId);
  }

  add(execution: RunningExecution): void {
    this.#byId.set(execution.record.executionId, execution);
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    await Promise.all([...this.#byId.values()].map(({ ended }) => ended));
  }

  receive(execution: RunningExecution, message: WorkerMessage): void {
    // What was on its way when it was terminated.
    if (!this.#byId.has(execution.record.executionId)) return;
    try {
      requireMessage(message);
      this.#take(execution, message);
    } catch (error) {
      if (!(error instanceof BrokenWordError)) throw error;
      // It concerns this execution alone: others run in this process.
      this.#endAbruptly(execution, { endReason: "failed", message: error.message });
      void this.#terminate(execution);
    }
  }

  #take(execution: RunningExecution, message: WorkerMessage): void {
    const { storage, system, emit } = this.#ports;
    const { executionId } = execution.record;
    switch (message.type) {
      case "trace":
        execution.add(message.batch);
        execution.unacknowledged += 1;
        storage.writer.append(executionId, message.batch);
        emit({ type: "trace", executionId, records: message.batch.first + message.batch.length });
        // Not at once: a worker that fills the line as fast as it is emptied would let nothing else be heard.
        system.nextTurn(() => this.#acknowledge(execution));
        break;
      case "progress":
        execution.figures = message.figures;
        emit({ type: "progress", progress: execution.progress() });
        if (execution.isToBeTold) storage.writer.saveProgress(execution.progress());
        break;
      case "ended":
        this.#end(execution, () => execution.endOf(message.outcome, system.now()));
        break;
      case "loaded":
      case "refused":
        break;
    }
  }

  /** Its worker is gone without a word. */
  workerGone(execution: RunningExecution, error: unknown, exitCode: number): void {
    this.#endAbruptly(execution, execution.stopping ?? abruptEnd(error, exitCode));
  }

  /** Resolves once it is stopped; false when it does not run here. */
  async stop(executionId: string, why: AbruptEnd): Promise<boolean> {
    const { system } = this.#ports;
    const execution = this.#byId.get(executionId);
    if (execution === undefined) return false;
    execution.stopping ??= why;
    execution.control.stop();
    await Promise.race([execution.ended, system.after(politeStopMs)]);
    if (!this.#byId.has(executionId)) return true;
    await this.#terminate(execution, () => this.#endAbruptly(execution, execution.stopping ?? why));
    return true;
  }

  /** Stops all, or those that `which` chooses. */
  async stopAll(why: AbruptEnd, which: (execution: RunningExecution) => boolean = () => true): Promise<void> {
    const chosen = [...this.#byId.values()].filter(which);
    await Promise.all(chosen.map(({ record }) => this.stop(record.executionId, why)));
  }

  /** False when it does not run here. */
  setPaused(executionId: string, paused: boolean): boolean {
    const running = this.#byId.get(executionId);
    if (running === undefined) return false;
    running.control.isPaused = paused;
    return true;
  }

  /**
   * Wall seconds per simulated second, from now on; false when it does not run here in real time.
   *
   * @throws RangeError for a factor that is no finite number above 0
   */
  setFactor(executionId: string, factor: number): boolean {
    if (!(factor > 0 && Number.isFinite(factor))) {
      throw new RangeError(`The factor is a number of wall seconds per simulated second, above 0, not ${factor}.`);
    }
    const running = this.#byId.get(executionId);
    if (running?.record.runOptions.realtime !== true) return false;
    running.control.factor = factor;
    return true;
  }

  /** Lets the workers go on that were held back while the store could not be written. */
  acknowledgeAll(): void {
    for (const execution of this.#byId.values()) this.#acknowledge(execution);
  }

  /** Stops those that hold too much. Returns how to stop watching. */
  watchMemory(limits: MemoryLimits): () => void {
    const { system } = this.#ports;
    const watch = new MemoryWatch(
      limits,
      system.memory,
      () => this.#byId.values(),
      ({ record }, limit) =>
        this.stop(record.executionId, {
          endReason: "failed",
          message: tooMuchMemory(limit),
        }),
    );
    return system.every(memoryPollMs, () => void watch.check());
  }

  /** Tells the worker to go on, unless too much waits in memory. */
  #acknowledge(execution: RunningExecution): void {
    if (this.#ports.storage.writer.waitingRecords >= mostWaitingRecords) return;
    for (; execution.unacknowledged > 0; execution.unacknowledged -= 1) execution.control.acknowledge();
  }

  /** `ended`: what is to be done before the end of this process, where only that ends the worker. */
  async #terminate({ worker }: RunningExecution, ended: () => void = () => {}): Promise<void> {
    const end = await worker.terminate();
    ended();
    if (end === "stuck") this.#ports.onStuck?.();
  }

  #endAbruptly(execution: RunningExecution, why: AbruptEnd): void {
    this.#end(execution, () => execution.endOfAbrupt(why, this.#ports.system.now()));
  }

  /** Once: the first word on how it ended counts. */
  #end(execution: RunningExecution, describeEnd: () => ExecutionEnd): void {
    const { storage, emit } = this.#ports;
    const { executionId } = execution.record;
    if (!this.#byId.delete(executionId)) return;
    storage.writer.finish(executionId, describeEnd());
    const record: WorkflowExecution = storage.execution(executionId) ?? storage.completed(execution.record);
    execution.resolveEnded(record);
    emit({ type: "execution", execution: record });
  }
}

/** What a worker that is gone without a word tells by the way it went. */
function abruptEnd(error: unknown, exitCode: number): AbruptEnd {
  if (error === undefined) {
    return {
      endReason: "failed",
      message: `The workflow ended its worker itself (process.exit, exit code ${exitCode}) before it was done.`,
    };
  }
  if (codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY") {
    return {
      endReason: "failed",
      message: "The workflow used up the memory that an execution may have, and was stopped.",
    };
  }
  const { message, stack } = describeThrown(error);
  return { endReason: "failed", message, stack };
}
