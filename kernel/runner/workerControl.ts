/** Fields of the shared integers. */
const field = { signal: 0, command: 1, paused: 2, acknowledged: 3 } as const;
const command = { wait: 0, begin: 1, stop: 2 } as const;
const factorOffset = 16;

/**
 * What the kernel tells a running worker, in memory that both share: a worker that computes reads it between two slices,
 * and one that waits is woken by it. No message would reach a worker that is busy.
 */
export class WorkerControl {
  readonly buffer: SharedArrayBuffer;
  readonly #integers: Int32Array;
  readonly #factor: Float64Array;

  constructor(buffer = new SharedArrayBuffer(factorOffset + 8)) {
    this.buffer = buffer;
    this.#integers = new Int32Array(buffer, 0, 4);
    this.#factor = new Float64Array(buffer, factorOffset, 1);
  }

  begin(): void {
    this.#command(command.begin);
  }

  stop(): void {
    this.#command(command.stop);
  }

  get hasBegun(): boolean {
    return Atomics.load(this.#integers, field.command) === command.begin;
  }

  get isStopped(): boolean {
    return Atomics.load(this.#integers, field.command) === command.stop;
  }

  set isPaused(paused: boolean) {
    Atomics.store(this.#integers, field.paused, paused ? 1 : 0);
    this.#wake();
  }

  get isPaused(): boolean {
    return Atomics.load(this.#integers, field.paused) === 1;
  }

  /** Wall seconds per simulated second. */
  set factor(factor: number) {
    this.#factor[0] = factor;
    this.#wake();
  }

  get factor(): number {
    return this.#factor[0]!;
  }

  /** The kernel has dealt with one more batch. */
  acknowledge(): void {
    Atomics.add(this.#integers, field.acknowledged, 1);
    this.#wake();
  }

  get acknowledged(): number {
    return Atomics.load(this.#integers, field.acknowledged);
  }

  /** Blocks this thread until `isReady`, the kernel's next word being looked at as it comes, or until the time is over. Tells whether it is ready. */
  waitUntil(isReady: () => boolean, timeoutMs = Number.POSITIVE_INFINITY): boolean {
    const deadline = performanceNow() + timeoutMs;
    for (;;) {
      const seen = Atomics.load(this.#integers, field.signal);
      if (isReady()) return true;
      const left = deadline - performanceNow();
      if (left <= 0) return false;
      Atomics.wait(this.#integers, field.signal, seen, left);
    }
  }

  #command(word: number): void {
    Atomics.store(this.#integers, field.command, word);
    this.#wake();
  }

  #wake(): void {
    Atomics.add(this.#integers, field.signal, 1);
    Atomics.notify(this.#integers, field.signal);
  }
}

/** The real clock, also where a workflow's `performance.now` has been replaced. */
const performanceNow = performance.now.bind(performance);
