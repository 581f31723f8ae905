import { Environment, type EnvironmentOptions } from "./environment.ts";
import { quoted, SimulationError } from "./errors.ts";
import type { Event } from "./event.ts";
import type { Observer } from "./observer.ts";
import type { Process } from "./process.ts";
import { requireOptions } from "./requireOptions.ts";
import type { Run } from "./run.ts";
import type { Timeout } from "./timeout.ts";

/** The time outside the simulation. */
export interface WallClock {
  /** Milliseconds since some fixed moment; never goes back. */
  nowMs(): number;
  /** Resolves after the milliseconds, or as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface RealtimeOptions extends EnvironmentOptions {
  /** Seconds of real time that one second of simulated time takes; default 1. */
  readonly factor?: number;
  /** End the run with an error when an event is late by more than `factor` seconds; default `true`. */
  readonly strict?: boolean;
  /** Default: the machine's own. */
  readonly wallClock?: WallClock;
}

const OPTIONS: readonly (keyof RealtimeOptions)[] = [
  "factor",
  "strict",
  "wallClock",
  "observer",
  "maxStepsWithoutTime",
];

/** A timer takes at most this many milliseconds (2^31 - 1). */
const LONGEST_SLEEP_MS = 2_147_483_647;

/** Events that are late already are processed for this long, in milliseconds, before others get the thread. */
const TURN_MS = 10;

/**
 * An environment whose clock keeps pace with the wall clock. It waits without blocking the thread.
 *
 * Source: SimPy `rt.py`, `RealtimeEnvironment`, whose `run` sleeps instead.
 */
export class RealtimeEnvironment extends Environment {
  readonly factor: number;
  readonly strict: boolean;
  private readonly wallClock: WallClock;
  private readonly simulatedStart: number;
  private realStartMs: number;
  private waiting: AbortController | null = null;
  private inRealTime = false;

  constructor(initialTime = 0, options: RealtimeOptions = {}) {
    const { maxStepsWithoutTime } = requireOptions(undefined, options, OPTIONS);
    const observer = new SchedulingAlarm(options.observer);
    super(initialTime, maxStepsWithoutTime === undefined ? { observer } : { observer, maxStepsWithoutTime });
    observer.ring = () => this.waiting?.abort();
    this.factor = options.factor ?? 1;
    this.strict = options.strict ?? true;
    this.wallClock = options.wallClock ?? machineClock;
    if (!(this.factor > 0 && Number.isFinite(this.factor))) {
      const fault = `The factor must be more than zero and finite, not ${quoted(this.factor)}`;
      throw new SimulationError("invalid-argument", fault, this);
    }
    this.simulatedStart = initialTime;
    this.realStartMs = this.wallClock.nowMs();
  }

  /** Simulated time in seconds; while we wait, it goes on with the wall clock up to the next event. */
  override get now(): number {
    this.keepUp();
    return super.now;
  }

  override schedule(event: Event<any>, priority?: number, delay?: number): void {
    this.keepUp();
    super.schedule(event, priority, delay);
  }

  /** @internal */
  override _triggered(event: Event<any>): void {
    this.keepUp();
    super._triggered(event);
  }

  /** @internal */
  override _announce(timeout: Timeout<any>, delay: number): void {
    this.keepUp();
    super._announce(timeout, delay);
  }

  /** @internal */
  override _scheduleStart(process: Process<any>): void {
    this.keepUp();
    super._scheduleStart(process);
  }

  /** What others do while we wait happens now, not at the time of the last event. */
  private keepUp(): void {
    if (this.waiting === null) return;
    const passed = (this.wallClock.nowMs() - this.realStartMs) / (1_000 * this.factor);
    this.clock = Math.max(this.clock, Math.min(this.simulatedStart + passed, this.peek()));
  }

  /** Let simulated and real time start together now, after a pause between creation and run for example. */
  sync(): void {
    this.realStartMs = this.wallClock.nowMs() - this.realMs(this.now);
  }

  /**
   * Like `run`, at the pace of real time.
   *
   * @param options.signal ends the run at once, in the middle of a wait too; the simulation can be run on later
   * @returns the value of the `until` event
   * @throws what `run` throws; the signal's reason; `SimulationError` "too-slow-for-real-time" if strict and late, "already-running"
   *   while another run in real time is going on
   */
  async runInRealTime<T = undefined>(
    until?: number | Event<T>,
    options: { signal?: AbortSignal } = {},
  ): Promise<T | undefined> {
    const { signal } = requireOptions(this, options, ["signal"]);
    if (this.inRealTime)
      throw new SimulationError("already-running", "The environment is running in real time already", this);
    const run = this.runInSlices(until);
    this.inRealTime = true;
    try {
      await this.keepPace(run, signal);
    } finally {
      this.inRealTime = false;
    }
    return run.value as T | undefined;
  }

  private async keepPace(run: Run, signal: AbortSignal | undefined): Promise<void> {
    let turnEndMs = this.wallClock.nowMs() + TURN_MS;
    while (!run.finished) {
      if (signal?.aborted) {
        run.abandon();
        throw signal.reason;
      }
      const leftMs = this.dueMs() - this.wallClock.nowMs();
      if (leftMs > 0 || this.wallClock.nowMs() >= turnEndMs) {
        await this.wait(Math.max(0, leftMs), signal);
        turnEndMs = this.wallClock.nowMs() + TURN_MS;
      } else {
        this.requirePunctual(-leftMs);
        run.advance(1);
      }
    }
  }

  private async wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const waiting = new AbortController();
    const stop = () => waiting.abort();
    this.waiting = waiting;
    signal?.addEventListener("abort", stop);
    try {
      await this.wallClock.sleep(Math.min(ms, LONGEST_SLEEP_MS), waiting.signal);
    } finally {
      signal?.removeEventListener("abort", stop);
      this.waiting = null;
    }
  }

  /** When the next event is due, on the wall clock; an empty schedule is due at once, so that the run can end. */
  private dueMs(): number {
    return this.isEmpty ? 0 : this.realStartMs + this.realMs(this.peek());
  }

  private realMs(time: number): number {
    return (time - this.simulatedStart) * this.factor * 1_000;
  }

  private requirePunctual(lateMs: number): void {
    if (!this.strict || this.isEmpty || lateMs <= this.factor * 1_000) return;
    throw new SimulationError(
      "too-slow-for-real-time",
      `Simulation too slow for real time (${(lateMs / 1_000).toFixed(3)} s)`,
      this,
    );
  }
}

/** Rings when an event is scheduled: one scheduled from outside while we wait may be the next. Passes everything on. */
class SchedulingAlarm implements Observer {
  ring = (): void => {};
  private readonly next: Observer | undefined;

  constructor(next: Observer | undefined) {
    this.next = next;
  }

  eventScheduled(event: Event<any>, time: number, priority: number): void {
    this.ring();
    this.next?.eventScheduled?.(event, time, priority);
  }

  stepStarted(event: Event<any>, time: number): void {
    this.next?.stepStarted?.(event, time);
  }

  processStarted(process: Process<any>, time: number): void {
    this.next?.processStarted?.(process, time);
  }

  processEnded(process: Process<any>, time: number): void {
    this.next?.processEnded?.(process, time);
  }
}

const machineClock: WallClock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener("abort", wake);
    }),
};
