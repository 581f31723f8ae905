import { ClockGuard } from "./clockGuard.ts";
import { AllOf, AnyOf } from "./condition.ts";
import { EmptyScheduleError, SimulationError } from "./errors.ts";
import { Event, type EventCallback, NORMAL } from "./event.ts";
import type { Observer } from "./observer.ts";
import { Process, type ProcessSource } from "./process.ts";
import { Run } from "./run.ts";
import { Schedule } from "./schedule.ts";
import { requireDelay, Timeout } from "./timeout.ts";

/** Settings of an environment that SimPy does not have. */
export interface EnvironmentOptions {
  /** Told every step, scheduled event, process start and process end. */
  readonly observer?: Observer;
  /**
   * Steps after which a run whose clock does not move ends with `ClockStalledError`; ten more are granted for every process alive.
   * Default 10,000,000: more than an honest model takes at one time. `Infinity` switches the guard off.
   */
  readonly maxStepsWithoutTime?: number;
}

/** Priority of what is left of an event when `run(until=event)` stopped in the middle of its callbacks. Source: SimPy 4.1.2 `core.py`, `step`. */
const RESUMED = -1;

/**
 * Clock and schedule of one simulation.
 *
 * Time is in seconds by convention and starts at `initialTime` (default 0). Events due at the same time are processed in the order
 * of priority, then of insertion.
 *
 * Source: SimPy `core.py`, `Environment`.
 */
export class Environment {
  private clock: number;
  private readonly coming = new Schedule();
  private readonly guard: ClockGuard;
  private readonly observer: Observer | null;
  private steps = 0;
  private processes = 0;
  private processesAlive = 0;
  private running: Run | null = null;
  /** @internal */
  _activeProcess: Process<any> | null = null;
  /** @internal */
  _lastResumed: Process<any> | null = null;

  constructor(initialTime = 0, options: EnvironmentOptions = {}) {
    if (Number.isNaN(initialTime)) throw new SimulationError("invalid-time", "The initial time must be a number");
    this.clock = initialTime;
    this.observer = options.observer ?? null;
    this.guard = new ClockGuard(options.maxStepsWithoutTime ?? 10_000_000);
  }

  /** Simulated time in seconds. */
  get now(): number {
    return this.clock;
  }

  /** The process whose generator is running, if any. */
  get activeProcess(): Process<any> | null {
    return this._activeProcess;
  }

  /** Events processed so far, counted as SimPy's steps: process starts, timeouts, process ends, the event of `run(until)`, ... */
  get stepCount(): number {
    return this.steps;
  }

  /** Start a process at the current time. Its name serves error messages and observers. */
  process<T>(source: ProcessSource<T>, name?: string): Process<T> {
    const process = new Process(this, source, name);
    this.processesAlive += 1;
    this.observer?.processStarted?.(process, this.clock);
    return process;
  }

  /** An event that happens after a delay in seconds (default 0). Throws if the delay is negative or no number. */
  timeout(): Timeout;
  timeout(delay: number): Timeout;
  timeout<T>(delay: number, value: T): Timeout<T>;
  timeout(delay?: number, value?: unknown): Timeout<any> {
    // biome-ignore lint/complexity/noArguments: tells a delay left out from one that is undefined by mistake.
    return new Timeout(this, arguments.length === 0 ? 0 : (delay as number), value);
  }

  /** An event that happens when somebody triggers it. */
  event<T = any>(): Event<T> {
    return new Event<T>(this);
  }

  /** An event that happens when all of the events have happened; at once if there are none. */
  allOf(events: Iterable<Event<any>>): AllOf {
    return new AllOf(this, events);
  }

  /** An event that happens when the first of the events has happened; at once if there are none. */
  anyOf(events: Iterable<Event<any>>): AnyOf {
    return new AnyOf(this, events);
  }

  /** Put an event into the schedule. A lower priority number comes first among events due at the same time. */
  schedule(event: Event<any>, priority: number = NORMAL, delay = 0): void {
    if (delay !== 0) requireDelay(this, delay);
    const time = this.clock + delay;
    this.coming.insert(event, time, priority);
    this.observer?.eventScheduled?.(event, time, priority);
  }

  /** Time of the next event; `Infinity` if there is none. */
  peek(): number {
    return this.coming.nextTime;
  }

  /** Process the next event. Throws `EmptyScheduleError` if there is none. */
  step(): void {
    const time = this.coming.nextTime;
    const event = this.coming.take();
    if (event === undefined) throw new EmptyScheduleError(this);
    this.clock = time;
    this.steps += 1;
    this.observer?.stepStarted?.(event, time);
    this.runCallbacks(event);
  }

  /**
   * Process events until the schedule is empty, until a time (events due at that very time do not run), or until an event has happened.
   *
   * @returns the value of the `until` event
   * @throws the error of a process that failed with nobody waiting for it, the very object that was thrown; `ClockStalledError`;
   *   `SimulationError` if `until` is not later than now, or never happens
   */
  run(): undefined;
  run(until: number): undefined;
  run<T>(until: Event<T>): T;
  run(until?: number | Event<any>): unknown {
    const run = new Run(this, until);
    run.advance();
    return run.value;
  }

  /** The same run, in slices that the caller takes one by one: see `Run.advance`. */
  runInSlices(until?: number | Event<any>): Run {
    return new Run(this, until);
  }

  /** @internal */
  _advance(run: Run, maxSteps: number): void {
    if (this.running !== null) throw new SimulationError("already-running", "The environment is running already", this);
    this.running = run;
    try {
      for (let left = maxSteps; left > 0 && !run.finished; left--) {
        if (this.coming.nextTime === Number.POSITIVE_INFINITY) {
          run._ranDry();
          return;
        }
        this.step();
        this.guard.check(this);
      }
    } finally {
      this.running = null;
      this._activeProcess = null;
    }
  }

  /** @internal An `until` has come. As in SimPy it ends the run that is going on, even if it was set by an earlier run that failed. */
  _stop(value: unknown): void {
    this.running?._finish(value);
  }

  /** @internal */
  _numberProcess(): number {
    return ++this.processes;
  }

  /** @internal */
  get _processesAlive(): number {
    return this.processesAlive;
  }

  /** @internal */
  _processEnded(process: Process<any>): void {
    this.processesAlive -= 1;
    this.observer?.processEnded?.(process, this.clock);
  }

  private runCallbacks(event: Event<any>): void {
    // Taken away first, so that nobody can add to callbacks that are being run.
    const callbacks = event._callbacks ?? [];
    event._callbacks = null;
    event._react();
    for (let place = 0; place < callbacks.length; place++) {
      const callback = callbacks[place]!;
      call(callback, event);
      if (callback instanceof Run) {
        // The run ends here; what is left happens first when the simulation goes on.
        event._callbacks = callbacks.slice(place + 1);
        event._react = nothing;
        this.schedule(event, RESUMED);
        return;
      }
    }
    if (!event._ok && !event._defused) throw event._value;
  }
}

function nothing(): void {}

function call(callback: EventCallback, event: Event<any>): void {
  if (typeof callback === "function") callback(event);
  else callback.wake(event);
}
