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
  /** Until somebody asks for the list, a condition stands for all events in it, another event for itself alone. */
  private found: readonly Event<any>[] | Event<any>;

  /** @internal */
  constructor(found: readonly Event<any>[] | Event<any>) {
    this.found = found;
  }

  get events(): readonly Event<any>[] {
    if (this.found instanceof Condition) this.found = this.found._leaves();
    else if (this.found instanceof Event) this.found = [this.found];
    return this.found;
  }

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
  /** @internal */
  declare readonly _events: readonly Event<any>[];
  declare private readonly test: ConditionTest;
  declare private happened: number;
  /** Are there conditions among the events? */
  declare private readonly isNested: boolean;
  /** When this condition is met, have all events in it happened, those of inner conditions too? */
  declare private readonly isComplete: boolean;

  constructor(env: Environment, test: ConditionTest, events: Iterable<Event<any>>) {
    super(env);
    const list = Array.isArray(events) ? (events.slice() as Event<any>[]) : [...events];
    this._events = list;
    this.test = test;
    this.happened = 0;
    let isNested = false;
    let isComplete = test === allHappened;
    for (let i = 0; i < list.length; i++) {
      const event = list[i]!;
      if (event.env !== env) {
        throw new SimulationError("mixed-environments", "A condition cannot mix events of different environments", env);
      }
      if (event instanceof Condition) {
        isNested = true;
        if (!event.isComplete) isComplete = false;
      }
    }
    this.isNested = isNested;
    this.isComplete = isComplete;
    if (list.length === 0) this.succeed(new ConditionValue([]));
    for (let i = 0; i < list.length; i++) {
      const event = list[i]!;
      if (event.processed) this.wake(event);
      else event._add(this);
    }
  }

  /** @internal One of the events has happened. */
  wake(event: Event<any>): void {
    if (this._value !== PENDING) return;
    this.happened += 1;
    if (!event._ok) {
      event._defused = true;
      this.fail(event._value as Error);
    } else if (this.test(this._events, this.happened)) {
      this.succeed();
    }
  }

  /** @internal Stop listening, and build the value: it tells what has happened by now, and no later event changes it. */
  override _react(): void {
    this.stopListening();
    if (!this._ok || this._events.length === 0) return;
    this._value = new ConditionValue(this.isComplete ? this : thoseThatHappened(this._leaves()));
  }

  /** The inner conditions need not listen any more either. Without recursion, since they may be nested deeply. */
  private stopListening(): void {
    for (const event of this._events) event._remove(this);
    if (!this.isNested) return;
    const left = this._events.filter(isOpenCondition);
    for (let condition = left.pop(); condition !== undefined; condition = left.pop()) {
      for (const event of condition._events) {
        event._remove(condition);
        if (isOpenCondition(event)) left.push(event);
      }
    }
  }

  /** @internal The events that are no conditions, in order, those of inner conditions in their place. */
  _leaves(): readonly Event<any>[] {
    if (!this.isNested) return this._events;
    const found: Event<any>[] = [];
    const left = this._events.toReversed();
    for (let event = left.pop(); event !== undefined; event = left.pop()) {
      if (event instanceof Condition) {
        for (let place = event._events.length - 1; place >= 0; place--) left.push(event._events[place]!);
      } else {
        found.push(event);
      }
    }
    return found;
  }
}

function isOpenCondition(event: Event<any>): event is Condition {
  return event instanceof Condition && !event.processed;
}

/** Mostly one, since that is what `AnyOf` waits for: then without a list. */
function thoseThatHappened(events: readonly Event<any>[]): readonly Event<any>[] | Event<any> {
  let count = 0;
  let last = 0;
  for (let i = 0; i < events.length; i++) {
    if (!events[i]!.processed) continue;
    count += 1;
    last = i;
  }
  return count === 1 ? events[last]! : events.filter((event) => event.processed);
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
