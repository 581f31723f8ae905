import type { Environment } from "./environment.ts";
import { inWords, SimulationError } from "./errors.ts";
import { Event, type EventWaiter, PENDING, URGENT } from "./event.ts";
import { Interrupt } from "./interrupt.ts";

/** What a process is made of: a generator that yields events and may return a value. */
export type ProcessGenerator<T = unknown> = Generator<Event<any>, T, any>;

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
  /** The name given to `env.process`, else that of the generator function given to it, else `process-<number in order of creation>`. */
  readonly name: string;
  private readonly generator: ProcessGenerator<T>;
  private waitingFor: Event<any> | null;

  constructor(env: Environment, source: ProcessSource<T>, name?: string) {
    super(env);
    const generator = typeof source === "function" ? source() : source;
    if (typeof (generator as Partial<ProcessGenerator> | undefined)?.throw !== "function") {
      throw new SimulationError("not-a-generator", `${inWords(generator)} is not a generator`, env);
    }
    this.generator = generator;
    const number = env._numberProcess();
    // A generator object does not know its function, so SimPy's way to a name (`generator.__name__`) is closed.
    this.name = name ?? (typeof source === "function" && source.name !== "" ? source.name : `process-${number}`);
    this.waitingFor = new Initialize(env, this);
  }

  /** The event the process waits for; `null` when it has ended. */
  get target(): Event<any> | null {
    return this.waitingFor;
  }

  /** `true` until the generator returns or throws. */
  get isAlive(): boolean {
    return this._value === PENDING;
  }

  /** Throw an `Interrupt` into the process, now. Throws if the process has ended or is the running one. */
  interrupt(cause?: unknown): void {
    new Interruption(this, cause);
  }

  /** @internal Stop waiting for the current target, which stays in the schedule. */
  _stopWaiting(): void {
    const callbacks = this.waitingFor?._callbacks;
    const place = callbacks?.indexOf(this) ?? -1;
    if (place >= 0) callbacks?.splice(place, 1);
  }

  /** @internal Resume the generator with the outcome of an event. */
  wake(event: Event<any>): void {
    const { env, generator } = this;
    env._activeProcess = this;
    env._lastResumed = this;
    let next: IteratorResult<Event<any>, T>;
    for (;;) {
      try {
        if (event._ok) {
          next = generator.next(event._value);
        } else {
          event._defused = true;
          next = generator.throw(event._value);
        }
      } catch (error) {
        this.end(false, error);
        break;
      }
      if (next.done) {
        this.end(true, next.value);
        break;
      }
      event = next.value;
      if (!(event instanceof Event)) {
        const fault = new SimulationError(
          "invalid-yield",
          `Invalid yield value ${inWords(event)}: a process yields events`,
          env,
        );
        env._activeProcess = null;
        throw fault;
      }
      if (event._callbacks !== null) {
        event._callbacks.push(this);
        this.waitingFor = event;
        break;
      }
    }
    env._activeProcess = null;
  }

  private end(ok: boolean, value: unknown): void {
    this.waitingFor = null;
    this._ok = ok;
    this._value = value;
    this.env.schedule(this);
    this.env._processEnded(this);
  }

  override toString(): string {
    return `Process(${this.name})`;
  }
}

/** Starts a process: urgent, so that a process is started before it can be interrupted. Source: SimPy `Initialize`. */
export class Initialize extends Event<undefined> {
  private readonly process: Process<any>;

  constructor(env: Environment, process: Process<any>) {
    super(env);
    this.process = process;
    this._value = undefined;
    env.schedule(this, URGENT);
  }

  /** @internal */
  override _react(): void {
    this.process.wake(this);
  }
}

/** Carries an `Interrupt` to a process, ahead of the normal events due at the same time. Source: SimPy `Interruption`. */
export class Interruption extends Event<Interrupt> {
  private readonly process: Process<any>;

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
    this._ok = false;
    this._value = new Interrupt(cause);
    this._defused = true;
    env.schedule(this, URGENT);
  }

  /** @internal Several interrupts may be on their way: those that find the process ended are dropped. */
  override _react(): void {
    if (!this.process.isAlive) return;
    this.process._stopWaiting();
    this.process.wake(this);
  }
}
