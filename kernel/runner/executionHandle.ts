import type { WorkflowExecution } from "../model/index.ts";
import type { Kernel, Progress } from "./kernel.ts";

/** A running execution in the hands of whoever started it. */
export class ExecutionHandle {
  /** The record as it was begun. */
  readonly started: WorkflowExecution;
  readonly #kernel: Kernel;
  readonly #listeners = new Set<(progress: Progress) => void>();
  readonly #stopListening: () => void;
  #progress: Progress | null = null;
  #result: Promise<WorkflowExecution> | undefined;

  constructor(kernel: Kernel, started: WorkflowExecution) {
    this.#kernel = kernel;
    this.started = started;
    this.#stopListening = kernel.onEvent((event) => {
      if (event.type === "progress" && event.progress.executionId === this.executionId) this.#tell(event.progress);
      if (
        event.type === "execution" &&
        event.execution.executionId === this.executionId &&
        event.execution.endTime !== null
      ) {
        this.#stopListening();
      }
    });
  }

  get executionId(): string {
    return this.started.executionId;
  }

  /** Simulated time, events, state and rate as last reported, some ten times a second; null before the first report. */
  get progress(): Progress | null {
    return this.#progress;
  }

  /** Wall milliseconds until `until` is reached, if it goes on as before; null where that cannot be told. */
  get remainingMs(): number | null {
    if (this.#progress === null) return null;
    const { now, until, wallTimeMs } = this.#progress;
    return until === null || now <= 0 ? null : ((until - now) / now) * wallTimeMs;
  }

  /** Resolves with the ended record, however it ended. */
  get result(): Promise<WorkflowExecution> {
    this.#result ??= this.#kernel.finished(this.executionId);
    return this.#result;
  }

  onProgress(listener: (progress: Progress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once it is stopped; false when it had ended before. */
  cancel(): Promise<boolean> {
    return this.#kernel.cancel(this.executionId);
  }

  pause(): Promise<boolean> {
    return this.#kernel.pause(this.executionId);
  }

  resume(): Promise<boolean> {
    return this.#kernel.resume(this.executionId);
  }

  /** Wall seconds per simulated second, from now on; false when it does not run in real time. */
  setFactor(factor: number): Promise<boolean> {
    return this.#kernel.setFactor(this.executionId, factor);
  }

  #tell(progress: Progress): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener(progress);
  }
}
