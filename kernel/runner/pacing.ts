import type { WorkerControl } from "./workerControl.ts";

/** The monotonic wall clock in milliseconds. */
export type WallClock = () => number;

/**
 * Keeps simulated time in step with the wall clock. Not strict: where the workflow is slower than the clock it runs as fast as it can.
 * The factor may change at any moment, and a pause takes no time.
 *
 * Source: SimPy `rt.py`, `RealtimeEnvironment`, `strict=False`.
 */
export class Pacing {
  readonly #control: WorkerControl;
  readonly #wallClock: WallClock;
  #simulated: number;
  #wallMs: number;
  #factor: number;

  constructor(control: WorkerControl, wallClock: WallClock, simulatedNow: number) {
    this.#control = control;
    this.#wallClock = wallClock;
    this.#simulated = simulatedNow;
    this.#wallMs = wallClock();
    this.#factor = control.factor;
  }

  /** Waits until `simulated` seconds are due, at most `timeoutMs`. True when they are; false to look around and ask again. */
  waitFor(simulated: number, timeoutMs: number): boolean {
    this.#noticeFactor();
    const dueIn = this.#wallMs + (simulated - this.#simulated) * this.#factor * 1000 - this.#wallClock();
    if (dueIn <= 0) return true;
    const factor = this.#factor;
    const interrupted = () => this.#control.isStopped || this.#control.isPaused || this.#control.factor !== factor;
    this.#control.waitUntil(interrupted, Math.min(dueIn, timeoutMs));
    return !interrupted() && dueIn <= timeoutMs;
  }

  /** Counts from here on: after a pause. */
  restart(simulatedNow: number): void {
    this.#simulated = simulatedNow;
    this.#wallMs = this.#wallClock();
  }

  #noticeFactor(): void {
    if (this.#control.factor === this.#factor) return;
    // The simulated moment that the old factor has reached is where the new one starts.
    const now = this.#wallClock();
    this.#simulated += (now - this.#wallMs) / (this.#factor * 1000);
    this.#wallMs = now;
    this.#factor = this.#control.factor;
  }
}
