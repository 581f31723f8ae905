import type { Environment } from "./environment.ts";
import { quoted, SimulationError } from "./errors.ts";
import { Event, type EventWaiter, URGENT } from "./event.ts";
import { rememberFailure } from "./failures.ts";
import { asGenerator, next, type ProcessGenerator } from "./generators.ts";
import { Interrupt } from "./interrupt.ts";

/** A generator, or a generator function without parameters, whose name the process then takes. */
export type ProcessSource<T = unknown> = ProcessGenerator<T> | (() => ProcessGenerator<T>);

/**
 * A generator that runs in simulated time: it yields events and is resumed with their values; a failed event is thrown into it.
 *
 * A process is itself an event: it succeeds with the generator's return value, or fails with the error that left the generator.
 *
 * Source: SimPy `events.py`, `Process`.
 */
export class Process<T = unknown> extends Event<T> implements EventWaiter {
  /** @internal The process that starts next. It comes before `generator`, since V8 looks at the last field first: see `Starting`. */
  declare _behind: Process<any> | null;
  /** Until the process starts; then see `Slots`. */
  declare private generator: ProcessGenerator<T> | null;
  /** @internal See `Slots`; -1 before the process has started and when it has ended. */
  declare _slot: number;
  /** A number stands for `process-<number>`. */
  declare private readonly label: string | number;

  constructor(env: Environment, source: ProcessSource<T>, name?: string) {
    super(env);
    const generator = typeof source === "function" ? source() : source;
    this._behind = null;
    this.generator = asGenerator(generator, env);
    this._slot = -1;
    const number = env._processStarted();
    // A generator object does not know its function, so SimPy's way to a name (`generator.__name__`) is closed.
    this.label = name ?? (typeof source === "function" && source.name !== "" ? source.name : number);
    env._scheduleStart(this);
  }

  /** The name given to `env.process`, else that of the generator function given to it, else `process-<number in order of creation>`. */
  get name(): string {
    return typeof this.label === "number" ? `process-${this.label}` : this.label;
  }

  /** The event the process waits for; `null` before it has started, while it runs and when it has ended. */
  get target(): Event<any> | null {
    return this.env._slots.events[this._slot] ?? null;
  }

  /** `true` until the generator returns or throws. */
  get isAlive(): boolean {
    return !this.triggered;
  }

  /** Throw an `Interrupt` into the process, now. Throws if the process has ended or is the running one. */
  interrupt(cause?: unknown): void {
    new Interruption(this, cause);
  }

  /** @internal The process starts: returns its slot. */
  _start(): number {
    const generator = this.generator!;
    this.generator = null;
    this._slot = this.env._slots.takeForProcess(this, generator);
    return this._slot;
  }

  /** @internal Stop waiting for the target, which happens all the same. */
  _stopWaiting(): void {
    const { target } = this;
    if (target === null) return;
    if (target._callbacks === this._slot) this.env._slots.part(this)._callbacks = undefined;
    else target._remove(this);
  }

  /** @internal Wait for an event that has not been processed, in the general way. */
  _waitFor(event: Event<any>): void {
    event._add(this);
    this.env._slots.events[this._slot] = event;
  }

  /** Resume the generator with the outcome of an event. */
  wake(event: Event<any>, mayRunAhead: boolean): void {
    this.env._slots.events[this._slot] = null;
    if (mayRunAhead) this.env._resume(this._slot, event);
    else this.resumeAlone(event);
  }

  private resumeAlone(event: Event<any>): void {
    this.env._activeSlot = this._slot;
    this.resume(event);
    this.env._activeSlot = -1;
  }

  /** @internal The generator has yielded an event, or something else: wait for it, or go on if it has been processed. */
  _goOn(event: Event<any>): void {
    if (!(event instanceof Event)) this.refuse(event);
    if (event.processed) this.resume(event);
    else this._waitFor(event);
  }

  private resume(event: Event<any>): void {
    const { env } = this;
    const generator = env._slots.generators[this._slot] as ProcessGenerator<T>;
    for (let passed = 1; ; passed++) {
      let result: IteratorResult<Event<any>, T>;
      try {
        if (event._ok) {
          result = next.call(generator, event._value) as IteratorResult<Event<any>, T>;
        } else {
          event._defused = true;
          result = generator.throw(event._value);
        }
      } catch (error) {
        this._end(false, error);
        return;
      }
      if (result.done) {
        this._end(true, result.value);
        return;
      }
      event = result.value;
      if (env._fuse(event, this._slot)) return;
      if (!(event instanceof Event)) this.refuse(event);
      if (!event.processed) {
        this._waitFor(event);
        return;
      }
      env._requireSteps(this, passed);
    }
  }

  /** @internal The generator has returned or thrown. */
  _end(ok: boolean, value: unknown): void {
    const { env } = this;
    env._slots.releaseProcess(this._slot);
    this._slot = -1;
    if (!ok) {
      this._ok = false;
      rememberFailure(value, this.name, env.now);
    }
    this._value = value;
    env._triggered(this);
    env._processEnded(this);
  }

  private refuse(value: unknown): never {
    const { env } = this;
    const fault = new SimulationError(
      "invalid-yield",
      `Invalid yield value ${quoted(value)}: ${whatToYield(value)}`,
      env,
    );
    env._activeSlot = -1;
    throw fault;
  }

  override toString(): string {
    return `Process(${this.name})`;
  }
}

/** What was probably meant by a value that is no event. */
function whatToYield(value: unknown): string {
  const { next, then } = Object(value) as Partial<Iterator<unknown> & Promise<unknown>>;
  if (typeof next === "function")
    return "yield* takes a generator's steps, env.process starts it as a process of its own";
  if (typeof then === "function") return "simulated time does not wait for a promise";
  return Array.isArray(value) ? "env.allOf and env.anyOf wait for several events" : "a process yields events";
}

/**
 * Starts a process: urgent, so that a process is started before it can be interrupted.
 *
 * An environment without observers makes none: the process itself stands for its start in the schedule. Source: SimPy `Initialize`.
 */
export class Initialize extends Event<undefined> {
  declare private readonly process: Process<any>;

  constructor(env: Environment, process: Process<any>) {
    super(env);
    this.process = process;
    this._value = undefined;
  }

  /** @internal */
  override _react(): void {
    this.process._start();
    this.process.wake(this, false);
  }
}

/** Carries an `Interrupt` to a process, ahead of the normal events due at the same time. Source: SimPy `Interruption`. */
export class Interruption extends Event<Interrupt> {
  declare private readonly process: Process<any>;

  static {
    Interruption.prototype._ok = false;
    Interruption.prototype._defused = true;
  }

  constructor(process: Process<any>, cause: unknown) {
    const { env } = process;
    super(env);
    if (!process.isAlive) {
      throw new SimulationError("process-ended", `${process.toString()} has ended and cannot be interrupted`, env);
    }
    if (process === env.activeProcess) {
      throw new SimulationError("self-interrupt", "A process cannot interrupt itself", env);
    }
    this.process = process;
    this._value = new Interrupt(cause);
    env.schedule(this, URGENT);
  }

  /** @internal Several interrupts may be on their way: those that find the process ended are dropped. */
  override _react(): void {
    if (!this.process.isAlive) return;
    this.process._stopWaiting();
    this.process.wake(this, false);
  }
}
