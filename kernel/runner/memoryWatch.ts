import type { LaunchedWorker } from "./workerLauncher.ts";

export interface WatchedExecution {
  readonly worker: Pick<LaunchedWorker, "memory">;
}

/**
 * Stops the greediest execution when the whole process holds too much. Node limits a worker's heap by itself, but not its buffers,
 * and the system would kill the process with everything that runs in it.
 */
export class MemoryWatch<Execution extends WatchedExecution> {
  readonly #limit: number;
  readonly #held: () => number;
  readonly #running: () => Iterable<Execution>;
  readonly #stop: (greediest: Execution, limit: number) => Promise<unknown>;
  #isActing = false;

  /** `limit` and `held` are bytes of the whole process. */
  constructor(
    limit: number,
    held: () => number,
    running: () => Iterable<Execution>,
    stop: (greediest: Execution, limit: number) => Promise<unknown>,
  ) {
    this.#limit = limit;
    this.#held = held;
    this.#running = running;
    this.#stop = stop;
  }

  /** One look; to be called some times a second. */
  async check(): Promise<void> {
    if (this.#isActing || this.#held() <= this.#limit) return;
    this.#isActing = true;
    try {
      const greediest = await this.#greediest();
      if (greediest !== undefined) await this.#stop(greediest, this.#limit);
    } finally {
      this.#isActing = false;
    }
  }

  async #greediest(): Promise<Execution | undefined> {
    const asked = await Promise.all(
      // One that does not answer is busy allocating.
      [...this.#running()].map(async (execution) => {
        return { execution, bytes: (await execution.worker.memory()) ?? Number.POSITIVE_INFINITY };
      }),
    );
    return asked.sort((a, b) => b.bytes - a.bytes)[0]?.execution;
  }
}
