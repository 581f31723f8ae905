import type { AllOf, AnyOf } from "./condition.ts";
import type { Environment } from "./environment.ts";
import { quoted, SimulationError } from "./errors.ts";
import { RemovedCallbacks } from "./removedCallbacks.ts";
import { Waiting } from "./waiting.ts";

/** Value of an event that has not been triggered yet. */
export const PENDING: unique symbol = Symbol("pending");

/** Priority of interrupts, process starts and the end of `run(until)`: before normal events due at the same time. */
export const URGENT = 0;
/** Priority of all other events. */
export const NORMAL = 1;

/** From so many callbacks on, those that are not to be called any more are taken out together. */
const LONG_LIST = 32;

/** Lists that somebody was given, and may have changed. */
const handedOut = new WeakSet<EventCallback[]>();

/** What an event calls when it is processed: a function, or something that waits (a process, a condition, a run). */
export type EventCallback = ((event: Event<any>) => void) | EventWaiter;

/** Something that waits for events. */
export interface EventWaiter {
  /**
   * Told once, when the event is processed.
   *
   * @param mayRunAhead may a process take further steps, since nobody else waits for the event? See `Environment._resume`.
   */
  wake(event: Event<any>, mayRunAhead: boolean): void;
}

/**
 * Whom an event calls: nobody (`undefined`), one, several in order; `null` once it has been processed.
 * A number is the slot of the process that a timeout is fused with: see `Slots`. A list is only made when it is needed.
 */
type Callbacks = undefined | EventCallback | EventCallback[] | number | null;

/**
 * Something that may happen at a point in simulated time.
 *
 * It may happen, is going to happen (`triggered`: it is in the schedule), or has happened (`processed`: its callbacks have run).
 * A process waits for it with `yield event`, or with `const value = yield* event`, which knows the value's type.
 * A failed event that nobody handles (`defused`) stops the run: failures are never silent.
 *
 * Source: SimPy `events.py`, `Event`.
 */
export class Event<T = unknown> {
  declare readonly env: Environment;
  /** @internal */
  declare _value: unknown;
  /** @internal */
  declare _callbacks: Callbacks;
  /** @internal */
  declare _ok: boolean;
  /** @internal */
  declare _defused: boolean;
  /** V8 takes what stands in a prototype for a constant, and then compares without asking what it compares. */
  declare private pending: typeof PENDING;
  /** @internal Does the event wait for others? */
  declare _isCondition: boolean;
  /** What still stands in a long list of callbacks, and is not to be called any more. */
  declare private removed: RemovedCallbacks | null;
  /** The step that processed the event, where somebody wants to know it: see `_noteStep`. */
  declare private step: number;

  // Success is the rule: only events that fail carry fields of their own for it.
  static {
    Event.prototype.pending = PENDING;
    Event.prototype._isCondition = false;
    Event.prototype.removed = null;
    Event.prototype.step = 0;
    Event.prototype._ok = true;
    Event.prototype._defused = false;
  }

  constructor(env: Environment) {
    this.env = env;
    this._value = PENDING;
    this._callbacks = undefined;
  }

  /** Is the event due, or has it happened? */
  get triggered(): boolean {
    return this._value !== this.pending;
  }

  /** Have the callbacks run? */
  get processed(): boolean {
    if (typeof this._callbacks === "number") this.env._partFrom(this);
    return this._callbacks === null;
  }

  /** Did the event succeed? Throws before it is triggered. */
  get ok(): boolean {
    this.requireTriggered();
    return this._ok;
  }

  /** The value given to `succeed`, or the error given to `fail`. Throws before the event is triggered. */
  get value(): T {
    this.requireTriggered();
    return this._value as T;
  }

  /** Has somebody taken care of the failure? Once set it stays set. */
  get defused(): boolean {
    return this._defused;
  }

  set defused(_handled: boolean) {
    this._defused = true;
  }

  /** What will be called when the event is processed, in order; `null` afterwards. Push a function to be told. */
  get callbacks(): EventCallback[] | null {
    if (this.processed) return null;
    const list = this._list();
    this._dropRemoved(list);
    handedOut.add(list);
    return list;
  }

  /** @internal The callbacks as a list, which they are from now on. Ask `processed` before. */
  _list(): EventCallback[] {
    const callbacks = this._callbacks as undefined | EventCallback | EventCallback[];
    const list = Array.isArray(callbacks) ? callbacks : callbacks === undefined ? [] : [callbacks];
    this._callbacks = list;
    return list;
  }

  /** @internal Call this one too; the event must not have been processed. */
  _add(callback: EventCallback): void {
    if (typeof this._callbacks === "number") this.env._partFrom(this);
    const callbacks = this._callbacks as undefined | EventCallback | EventCallback[];
    if (callbacks === undefined) this._callbacks = callback;
    else if (Array.isArray(callbacks)) {
      // Who was given the list may have taken out what is to be dropped from it: then it must not be dropped when it has come back.
      if (this.removed?.has(callback) && handedOut.has(callbacks)) this._dropRemoved(callbacks);
      callbacks.push(callback);
    } else this._callbacks = [callbacks, callback];
  }

  /** @internal Do not call this one any more: the first of it, if it stands there several times. It must be among the callbacks. */
  _remove(callback: EventCallback): void {
    const callbacks = this._callbacks;
    if (callbacks === callback) this._callbacks = undefined;
    else if (Array.isArray(callbacks)) {
      if (callbacks.length < LONG_LIST) {
        this._dropRemoved(callbacks);
        const place = callbacks.indexOf(callback);
        if (place >= 0) callbacks.splice(place, 1);
      } else {
        this.removed ??= new RemovedCallbacks();
        this.removed.add(callback);
        if (this.removed.count > callbacks.length / 2) this._dropRemoved(callbacks);
      }
    }
  }

  /** @internal Take those out of the list of callbacks that were removed. */
  _dropRemoved(callbacks: EventCallback[]): void {
    if (this.removed === null) return;
    this.removed.dropFrom(callbacks);
    this.removed = null;
  }

  /** @internal What the event itself does when it is processed, before its callbacks. */
  _react(): void {}

  /** @internal From now on, remember which step processes the event. */
  _noteStep(): void {
    if (this.step !== 0 || this.processed) return;
    this.step = Number.POSITIVE_INFINITY;
    const react = this._react.bind(this);
    this._react = () => {
      this.step = this.env.stepCount;
      react();
    };
  }

  /** @internal Had the event been processed before a step? It had if nobody noted the step. */
  _wasProcessedBefore(step: number): boolean {
    return this.processed && this.step < step;
  }

  /** Make the event happen now, with a value. Throws if it is triggered already. */
  succeed(value?: T): this {
    if (this.triggered) this.refuseTrigger();
    this._value = value;
    this.env._triggered(this);
    return this;
  }

  /** Make the event fail now: the error is thrown into every process that waits for it. Throws if it is triggered already. */
  fail(error: Error): this {
    if (this.triggered) this.refuseTrigger();
    if (!(error instanceof Error)) {
      throw new SimulationError("not-an-error", `${quoted(error)} is not an error: fail(new Error(...))`, this.env);
    }
    this._fail(error);
    return this;
  }

  /** @internal With what a process threw, which may be anything. */
  _fail(error: unknown): void {
    this._ok = false;
    this._value = error;
    this.env.schedule(this);
  }

  /**
   * Take over the outcome of another event; an arrow around it serves as a callback that chains two events.
   * Throws unless that one is triggered, and this one is not.
   */
  trigger(event: Event<T>): void {
    if (this.triggered) this.refuseTrigger();
    if (!(event instanceof Event))
      throw new SimulationError(
        "invalid-argument",
        `${quoted(event)} is no event whose outcome can be taken over`,
        this.env,
      );
    event.requireTriggered();
    if (!event._ok) this._ok = false;
    this._value = event._value;
    this.env.schedule(this);
  }

  /** An event that happens when both have happened. SimPy's `&`. */
  and(other: Event<any>): AllOf {
    return this.env.allOf([this, other]);
  }

  /** An event that happens when either has happened. SimPy's `|`. */
  or(other: Event<any>): AnyOf {
    return this.env.anyOf([this, other]);
  }

  /** Wait with `yield*`, and get the value with its type. */
  [Symbol.iterator](): Iterator<Event<T>, T, any> {
    return new Waiting(this);
  }

  toString(): string {
    return `${this.constructor.name}()`;
  }

  private refuseTrigger(): never {
    throw new SimulationError("already-triggered", `${this.toString()} has already been triggered`, this.env);
  }

  private requireTriggered(): void {
    if (!this.triggered) {
      throw new SimulationError("not-yet-triggered", `The value of ${this.toString()} is not yet available`, this.env);
    }
  }
}
