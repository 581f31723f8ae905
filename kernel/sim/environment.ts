import { ClockGuard, ProcessCensus } from "./clockGuard.ts";
import { AllOf, AnyOf } from "./condition.ts";
import { ClockStalledError, EmptyScheduleError, quoted, SimulationError } from "./errors.ts";
import { Event, type EventCallback, NORMAL } from "./event.ts";
import { next, type ProcessGenerator } from "./generators.ts";
import type { Observer } from "./observer.ts";
import { Process, type ProcessSource } from "./process.ts";
import { requireOptions } from "./requireOptions.ts";
import { requirePriority } from "./requirePriority.ts";
import { Run } from "./run.ts";
import { Schedule, START } from "./schedule.ts";
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

/** Steps between two looks at the clock guard. */
const BURST = 4_096;

/** From so many slots on, generators do not fit into the processor's nearer caches. */
const MANY_SLOTS = 10_000;

/** Steps that are watched for the names of the processes that spin. */
const WATCHED_STEPS = 1_000;

/**
 * Clock and schedule of one simulation.
 *
 * Time is in seconds by convention and starts at `initialTime` (default 0). Events due at the same time are processed in the order
 * of priority, then of insertion: see `Schedule`.
 *
 * Source: SimPy `core.py`, `Environment`.
 */
export class Environment extends Schedule {
  private readonly guard: ClockGuard;
  private running: Run | null = null;
  /** Steps taken before the current burst; the burst's size; what is left of it. */
  private stepsBefore = 0;
  private burst = 0;
  private left = 0;
  /** The step from which on arrays are to be kept young again: see `keepYoung`. */
  private stepOfKeeping = 0;
  /** See `touchAhead`. */
  private refillsSeen = 0;
  private touched = 0;
  private processesMade = 0;
  private processesAlive = 0;
  /** @internal Slot of the process that is running; -1 if none is. */
  _activeSlot = -1;
  /** That of all generators. V8 takes what stands in a prototype for a constant, which it does not of an import. */
  declare private next: typeof next;

  static {
    Environment.prototype.next = next;
  }

  constructor(initialTime = 0, options: EnvironmentOptions = {}) {
    if (!Number.isFinite(initialTime))
      throw new SimulationError("invalid-time", `The initial time must be a finite number, not ${quoted(initialTime)}`);
    super(initialTime, requireOptions(undefined, options, ["observer", "maxStepsWithoutTime"]).observer ?? null);
    this.guard = new ClockGuard(options.maxStepsWithoutTime ?? 10_000_000);
  }

  /** Simulated time in seconds. */
  get now(): number {
    return this.clock;
  }

  /** The process whose generator is running, if any. */
  get activeProcess(): Process<any> | null {
    const slot = this._activeSlot;
    return slot < 0 ? null : (this._slots.processes[slot] as Process<any> | null);
  }

  /** Events processed so far, counted as SimPy's steps: process starts, timeouts, process ends, the event of `run(until)`, ... */
  get stepCount(): number {
    return this.stepsBefore + this.burst - this.left;
  }

  /** Start a process at the current time. Its name serves error messages and observers. */
  process<T>(source: ProcessSource<T>, name?: string): Process<T> {
    const process = new Process(this, source, name);
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

  /**
   * Put an event that has a value into the schedule, as `succeed` and `fail` do. A lower priority number comes first among events due
   * at the same time. Throws unless the event is triggered and the priority a number.
   */
  schedule(event: Event<any>, priority: number = NORMAL, delay = 0): void {
    if (this.announced !== null) this.insertAnnounced();
    if (!(event instanceof Event))
      throw new SimulationError("invalid-argument", `${quoted(event)} is no event to be scheduled`, this);
    if (typeof event._callbacks === "number") this._partFrom(event);
    if (!event.triggered) {
      throw new SimulationError(
        "not-yet-triggered",
        `${event.toString()} cannot be scheduled before it has been triggered: see succeed and fail`,
        this,
      );
    }
    requirePriority(this, priority);
    if (delay !== 0) requireDelay(this, delay);
    this.insert(event, priority, this.clock + delay);
  }

  /** Process the next event. Throws `EmptyScheduleError` if there is none. */
  step(): void {
    const event = this.takeNext();
    if (event === null) throw new EmptyScheduleError(this);
    this.stepsBefore += 1;
    this.observer?.stepStarted?.(event, this.clock);
    this.happen(event, false);
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

  /** @internal Take steps until the run has finished, or has taken as many as it may. */
  _advance(run: Run, maxSteps: number): void {
    if (!(maxSteps > 0))
      throw new SimulationError("invalid-argument", `A slice is of one step or more, not of ${quoted(maxSteps)}`, this);
    if (this.running !== null) throw new SimulationError("already-running", "The environment is running already", this);
    this.running = run;
    try {
      for (let allowed = maxSteps; allowed > 0 && !run.finished; allowed -= this.burst) {
        this.stepsBefore = this.stepCount;
        this.burst = this.left = Math.min(BURST, allowed);
        if (this.stepsBefore >= this.stepOfKeeping) this.keepYoung();
        const ranDry = this.observer === null ? this.runBurst() : this.runObservedBurst(this.observer);
        if (ranDry) run._ranDry();
        else this.requireMovingClock(run);
      }
    } finally {
      this.stepsBefore = this.stepCount;
      this.burst = this.left = 0;
      this.running = null;
      this._activeSlot = -1;
    }
  }

  /**
   * @internal An `until` has come. As in SimPy it ends the run that is going on, even if it was set by an earlier run that failed.
   * The burst ends with the step that is being taken, so that no loop has to ask after each step whether the run goes on.
   */
  _stop(value: unknown): void {
    this.running?._finish(value);
    this.burst -= this.left;
    this.left = 0;
  }

  /** @internal Take an event with a time or priority of its own out of the schedule. */
  _withdraw(event: Event<any>): void {
    this.prioritised.remove(event);
  }

  /** @internal Returns the number of the process. */
  _processStarted(): number {
    this.processesAlive += 1;
    return ++this.processesMade;
  }

  /** @internal */
  _processEnded(process: Process<any>): void {
    this.processesAlive -= 1;
    this.observer?.processEnded?.(process, this.clock);
  }

  /**
   * Take steps until the burst is used up, as it is when the run finishes. Returns whether the schedule ran dry.
   *
   * This is `takeNext` and `happen` over and over, with a short way for what is most frequent: a time comes for which a process waits.
   */
  private runBurst(): boolean {
    const { timed, prioritised, urgent, normal } = this;
    const { generators, events } = this._slots;
    while (this.left > 0) {
      if (this.announced !== null) this.insertAnnounced();
      const time = timed.nextTime;
      const { clock } = this;
      const isSimple = urgent.length === 0 && clock < prioritised.nextTime;
      if (isSimple && (time === clock || (normal.length === 0 && time < prioritised.nextTime))) {
        this.clock = time;
        if (generators.length >= MANY_SLOTS && timed.refills !== this.refillsSeen) this.touchAhead();
        const slot = timed.pop();
        const generator = generators[slot]!;
        this.left -= 1;
        if (generator !== null) {
          events[slot] = null;
          this._resume(slot, null);
        } else {
          const event = events[slot]!;
          this._slots.releaseEvent(slot);
          this.happen(event, true);
        }
      } else if (isSimple && normal.length > 0) {
        this.left -= 1;
        this.happen(normal.shift(), true);
      } else if (urgent.length > 0 && clock < prioritised.nextTime) {
        this.left -= 1;
        const event = urgent.shift();
        if (event === START) this.startNext();
        else this.happen(event, true);
      } else {
        const event = this.takeNext();
        if (event === null) return true;
        this.left -= 1;
        this.happen(event, true);
      }
    }
    return false;
  }

  /**
   * Read from every generator that is resumed soon, all in one loop: what is not in the processor's cache is then fetched side by
   * side, and not one by one as the generators are resumed. With many processes that is most of the time.
   */
  private touchAhead(): void {
    const { generators } = this._slots;
    const { sortedSlots, sortedLength } = this.timed;
    this.refillsSeen = this.timed.refills;
    let touched = 0;
    for (let i = 0; i < sortedLength; i++) {
      if ((generators[sortedSlots[i]!] as { touched?: boolean } | null)?.touched === true) touched += 1;
    }
    this.touched += touched;
  }

  /**
   * @internal Resume the generator of a process, since an event has come that nobody else waits for (`null` stands for a plain timeout).
   *
   * As long as it then waits for something that comes before everything else in the schedule (run-ahead), take that step too, at once.
   */
  _resume(slot: number, outcome: Event<any> | null): void {
    const { timed, prioritised, urgent, normal } = this;
    const { processes, generators } = this._slots;
    const generator = generators[slot]!;
    this._activeSlot = slot;
    for (;;) {
      let result: IteratorResult<Event<any>, unknown>;
      try {
        if (outcome === null) result = this.next.call(generator, undefined);
        else if (outcome._ok) result = this.next.call(generator, outcome._value);
        else result = throwInto(generator, outcome);
      } catch (error) {
        processes[slot]!._end(false, error);
        break;
      }
      if (result.done) {
        processes[slot]!._end(true, result.value);
        break;
      }
      const event = result.value;
      const timeout = this.announced;
      const isAlone = urgent.length === 0 && this.left > 0;
      if (timeout !== null) {
        if (timeout === event && timeout._callbacks === undefined && timeout._value === undefined) {
          const time = this.announcedTime;
          this.announced = null;
          if (isAlone && time < timed.nextTime && time < prioritised.nextTime && normal.length === 0) {
            timeout._callbacks = null;
            this.clock = time;
            this.left -= 1;
            outcome = null;
            continue;
          }
          if (time !== this.clock) {
            this.park(timeout, time, slot);
            break;
          }
          normal.push(timeout);
        }
      } else if (
        isAlone &&
        normal.length === 1 &&
        normal.at(0) === event &&
        timed.nextTime !== this.clock &&
        prioritised.nextTime !== this.clock &&
        event._callbacks === undefined
      ) {
        normal.shift();
        this.left -= 1;
        event._callbacks = null;
        this._activeSlot = -1;
        event._react();
        this._activeSlot = slot;
        outcome = event;
        continue;
      }
      processes[slot]!._goOn(event);
      break;
    }
    this._activeSlot = -1;
  }

  private startNext(): void {
    this._resume(this.starting.shift()._start(), null);
  }

  /** See `youngCopy`. */
  private keepYoung(): void {
    this.stepOfKeeping = this.stepsBefore + BURST;
    this._slots.keepYoung();
    this.normal.keepYoung();
    this.starting = this.starting.youngCopy();
  }

  private runObservedBurst(observer: Observer): boolean {
    while (this.left > 0) {
      const event = this.takeNext();
      if (event === null) return true;
      this.left -= 1;
      observer.stepStarted?.(event, this.clock);
      this.happen(event, false);
    }
    return false;
  }

  /** @param mayRunAhead may a process that waits for the event alone take further steps? See `resume`. */
  private happen(event: Event<any>, mayRunAhead: boolean): void {
    // Taken away first, so that nobody can add to callbacks that are being run.
    const callbacks = event._callbacks;
    event._callbacks = null;
    event._react();
    if (callbacks !== undefined) {
      if (typeof callbacks === "object" && callbacks !== null && !Array.isArray(callbacks))
        callbacks.wake(event, mayRunAhead);
      else this.call(event, callbacks as EventCallback | EventCallback[] | null);
    }
    if (!event._ok && !event._defused) throw event._value;
  }

  private call(event: Event<any>, oneOrMore: EventCallback | EventCallback[] | null): void {
    if (oneOrMore === null) {
      throw new SimulationError(
        "already-triggered",
        `${event.toString()} is in the schedule twice, and has happened already`,
        this,
      );
    }
    const callbacks = Array.isArray(oneOrMore) ? oneOrMore : [oneOrMore];
    event._dropRemoved(callbacks);
    for (let place = 0; place < callbacks.length; place++) {
      const callback = callbacks[place]!;
      if (typeof callback === "function") callback(event);
      else if (typeof callback?.wake === "function") callback.wake(event, false);
      else throw new SimulationError("invalid-argument", `A callback is a function, not ${quoted(callback)}`, this);
      if (callback instanceof Run) {
        // The run ends here; what is left happens first when the simulation goes on.
        event._callbacks = callbacks.slice(place + 1);
        event._react = nothing;
        this.schedule(event, RESUMED);
        return;
      }
    }
  }

  /** @internal A process has gone on so many times, since it yielded events that had happened long before: no step is taken then. */
  _requireSteps(process: Process<any>, passed: number): void {
    if (passed < this.guard.limit) return;
    this._activeSlot = -1;
    throw new ClockStalledError(this, passed, [process.name]);
  }

  private requireMovingClock(run: Run): void {
    const steps = this.guard.stalledFor(this.clock, this.stepCount, this.processesAlive);
    if (steps === 0) return;
    const census = new ProcessCensus();
    for (let i = 0; i < WATCHED_STEPS && !run.finished; i++) {
      const event = this.takeNext();
      if (event === null) return;
      census.record(event);
      this.stepsBefore += 1;
      this.observer?.stepStarted?.(event, this.clock);
      this.happen(event, false);
    }
    throw new ClockStalledError(this, steps + WATCHED_STEPS, census.names());
  }
}

function throwInto(generator: ProcessGenerator<any>, failed: Event<any>): IteratorResult<Event<any>, unknown> {
  failed._defused = true;
  return generator.throw(failed._value);
}

function nothing(): void {}
