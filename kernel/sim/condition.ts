import type { Environment } from "./environment.ts";
import { SimulationError } from "./errors.ts";
import { Event, type EventWaiter, PENDING } from "./event.ts";

/** Decides whether a condition is met, from its events and how many of them have happened. */
export type ConditionTest = (events: readonly Event<any>[], happened: number) => boolean;

/**
 * The events of a condition that had happened when it was processed, with their values, in the order they were given.
 *
 * Source: SimPy `events.py`, `ConditionValue`.
 */
export class ConditionValue {
  readonly events: Event<any>[] = [];

  has(event: Event<any>): boolean {
    return this.events.includes(event);
  }

  /** Value of one of the events. Throws if it had not happened. */
  get<T>(event: Event<T>): T {
    if (!this.has(event)) {
      throw new SimulationError(
        "not-in-condition",
        `${event.toString()} had not happened when the condition was processed`,
      );
    }
    return event._value as T;
  }

  get size(): number {
    return this.events.length;
  }

  keys(): Event<any>[] {
    return [...this.events];
  }

  values(): any[] {
    return this.events.map((event) => event._value);
  }

  entries(): [Event<any>, any][] {
    return this.events.map((event) => [event, event._value]);
  }

  [Symbol.iterator](): IterableIterator<Event<any>> {
    return this.events.values();
  }

  /** As a map from event to value. SimPy's `todict`. */
  toMap(): Map<Event<any>, any> {
    return new Map(this.entries());
  }
}

/**
 * An event that happens once a test on several events holds, or fails as soon as one of them fails.
 *
 * Conditions nest: the value then holds the events of the inner ones too. An empty condition succeeds at once.
 *
 * Source: SimPy `events.py`, `Condition`.
 */
export class Condition extends Event<ConditionValue> implements EventWaiter {
  private readonly test: ConditionTest;
  private readonly events: readonly Event<any>[];
  private happened = 0;

  constructor(env: Environment, test: ConditionTest, events: Iterable<Event<any>>) {
    super(env);
    this.test = test;
    this.events = [...events];
    if (this.events.length === 0) {
      this.succeed(new ConditionValue());
      return;
    }
    for (const event of this.events) {
      if (event.env !== env) {
        throw new SimulationError("mixed-environments", "A condition cannot mix events of different environments", env);
      }
    }
    for (const event of this.events) {
      if (event._callbacks === null) this.wake(event);
      else event._callbacks.push(this);
    }
  }

  /** @internal Build the value. */
  override _react(): void {
    if (this.events.length === 0) return;
    this.stopListening();
    if (!this._ok) return;
    const value = new ConditionValue();
    this.collect(value);
    this._value = value;
  }

  /** @internal One of the events has happened. */
  wake(event: Event<any>): void {
    if (this._value !== PENDING) return;
    this.happened += 1;
    if (!event._ok) {
      event._defused = true;
      this.fail(event._value as Error);
    } else if (this.test(this.events, this.happened)) {
      this.succeed();
    }
  }

  private collect(value: ConditionValue): void {
    for (const event of this.events) {
      if (event instanceof Condition) event.collect(value);
      else if (event._callbacks === null) value.events.push(event);
    }
  }

  private stopListening(): void {
    for (const event of this.events) {
      const place = event._callbacks?.indexOf(this) ?? -1;
      if (place >= 0) event._callbacks?.splice(place, 1);
      if (event instanceof Condition) event.stopListening();
    }
  }
}

/** Happens when all events have happened. */
export class AllOf extends Condition {
  constructor(env: Environment, events: Iterable<Event<any>>) {
    super(env, allHappened, events);
  }
}

/** Happens when the first of the events has happened. */
export class AnyOf extends Condition {
  constructor(env: Environment, events: Iterable<Event<any>>) {
    super(env, anyHappened, events);
  }
}

/** Test of a condition that waits for all its events. */
export function allHappened(events: readonly Event<any>[], happened: number): boolean {
  return events.length === happened;
}

/** Test of a condition that waits for the first of its events. */
export function anyHappened(events: readonly Event<any>[], happened: number): boolean {
  return happened > 0 || events.length === 0;
}
