/** Measures how long this process's event loop stands still. */
export class EventLoopLag {
  #timer: NodeJS.Timeout | undefined;
  #last = 0;
  #longest = 0;

  start(): void {
    clearInterval(this.#timer);
    this.#longest = 0;
    this.#last = performance.now();
    this.#timer = setInterval(() => this.#look(), 5);
  }

  /** Milliseconds of the longest standstill since the start. */
  stop(): number {
    this.#look();
    clearInterval(this.#timer);
    return this.#longest;
  }

  #look(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }
}
