import type { LaunchedWorker } from "./workerLauncher.ts";

export interface WatchedExecution {
  readonly worker: Pick<LaunchedWorker, "memory">;
}

export interface MemoryLimits {
  /** Bytes that one execution may hold, buffers outside its heap included. */
  readonly execution: number;
  /** Bytes that the whole process may hold. */
  readonly process: number;
}

/** Milliseconds between two looks. */
export const memoryPollMs = 100;

export function tooMuchMemory(limit: number): string {
  return `The workflow used too much memory and was stopped: the limit is ${Math.round(limit / 1e6)} MB.`;
}

const mostSilences = 3;

/**
 * Stops executions that hold too much. Node limits a worker's heap by itself, but not its buffers; and some ways of filling a heap
 * up to its limit end the whole process with everything that runs in it, so nobody is let come near.
 */
export class MemoryWatch<Execution extends WatchedExecution> {
  readonly #limits: MemoryLimits;
  readonly #held: () => number;
  readonly #running: () => Iterable<Execution>;
  readonly #stop: (greedy: Execution, limit: number) => Promise<unknown>;
  readonly #silences = new WeakMap<Execution, number>();
  #isActing = false;

  /** `held` gives the bytes of the whole process, `stop` ends an execution for having passed a limit. */
  constructor(
    limits: MemoryLimits,
    held: () => number,
    running: () => Iterable<Execution>,
    stop: (greedy: Execution, limit: number) => Promise<unknown>,
  ) {
    this.#limits = limits;
    this.#held = held;
    this.#running = running;
    this.#stop = stop;
  }

  /** One look; to be called some times a second. Workers are asked only when the process holds more than one of them may. */
  async check(): Promise<void> {
    if (this.#isActing || this.#held() <= Math.min(this.#limits.execution, this.#limits.process)) return;
    this.#isActing = true;
    try {
      const asked = await this.#ask();
      const greedy = asked.filter(({ bytes }) => bytes > this.#limits.execution);
      await Promise.all(greedy.map(({ execution }) => this.#stop(execution, this.#limits.execution)));
      if (greedy.length > 0 || this.#held() <= this.#limits.process) return;
      const [greediest] = asked.sort((a, b) => b.bytes - a.bytes);
      if (greediest !== undefined) await this.#stop(greediest.execution, this.#limits.process);
    } finally {
      this.#isActing = false;
    }
  }

  /** A worker that does not answer again and again is busy allocating. */
  #ask(): Promise<{ readonly execution: Execution; readonly bytes: number }[]> {
    return Promise.all(
      [...this.#running()].map(async (execution) => {
        const bytes = await execution.worker.memory();
        const silences = bytes === null ? (this.#silences.get(execution) ?? 0) + 1 : 0;
        this.#silences.set(execution, silences);
        return { execution, bytes: bytes ?? (silences >= mostSilences ? Number.POSITIVE_INFINITY : 0) };
      }),
    );
  }
}
