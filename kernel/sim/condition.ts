import type { Environment } from "./environment.ts";
import { inWords, quoted, SimulationError } from "./errors.ts";
import { Event, type EventWaiter, PENDING } from "./event.ts";

const ALL = -1;

/** From so many events on, one of them is looked up instead of looked for. */
const LONG_LIST = 32;

/** Decides whether a condition is met, from its events and how many of them have happened. */
export type ConditionTest = (events: readonly Event<any>[], happened: number) => boolean;

/**
 * The events of a condition that had happened when it was processed, with their values, in the order they were given.
 *
 * Source: SimPy `events.py`, `ConditionValue`.
 */
export class ConditionValue {
  /** Until somebody asks for the list, a condition stands for the events in it that had happened, another event for itself alone. */
  private found: readonly Event<any>[] | Event<any>;
  /** A long list, made when somebody looks for an event in it. */
  declare private index: ReadonlySet<Event<any>> | null;

  static {
    ConditionValue.prototype.index = null;
  }

  /** @internal */
  constructor(found: readonly Event<any>[] | Event<any>) {
    this.found = found;
  }

  get events(): readonly Event<any>[] {
    if (this.found instanceof Condition) this.found = this.found._leavesThatHappened();
    else if (this.found instanceof Event) this.found = [this.found];
    return this.found;
  }

  has(event: Event<any>): boolean {
    const { events } = this;
    if (events.length < LONG_LIST) return events.includes(event);
    this.index ??= new Set(events);
    return this.index.has(event);
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
  /** Most conditions are of two events: these need no list. */
  declare private readonly first: Event<any> | null;
  declare private readonly second: Event<any> | null;
  declare private readonly list: readonly Event<any>[] | null;
  /** How many of the events have happened; `ALL` once the condition has, and with it every event in it, those of inner conditions too. */
  declare private happened: number;
  /** Is it one of the events of another condition? Then its own events note when they happen, even if it need not listen any more. */
  declare private isInner: boolean;
  /** The step that processed it, where its value is only told when somebody asks. */
  declare private metInStep: number;
  /** How many events must have happened, or a test that tells. */
  declare private readonly needed: number | ConditionTest;

  static {
    Condition.prototype._isCondition = true;
    Condition.prototype.isInner = false;
    Condition.prototype.metInStep = 0;
  }

  constructor(env: Environment, test: ConditionTest, events: Iterable<Event<any>>) {
    super(env);
    this.happened = 0;
    if (Array.isArray(events) && events.length === 2) {
      const first = events[0] as Event<any>;
      const second = events[1] as Event<any>;
      this.first = first;
      this.second = second;
      this.list = null;
      this.needed = neededOf(test, 2);
      this.requireSameEnvironment(first);
      this.requireSameEnvironment(second);
      this.listenTo(first);
      this.listenTo(second);
    } else {
      if (events instanceof Event) refuseMember(env, "one event: give a list, such as [first, second]");
      if (typeof events?.[Symbol.iterator] !== "function") refuseMember(env, `${quoted(events)}: give a list`);
      this.first = null;
      this.second = null;
      this.list = [...events];
      this.needed = neededOf(test, this.list.length);
      this.listenToList(this.list);
    }
  }

  private listenToList(list: readonly Event<any>[]): void {
    for (const event of list) this.requireSameEnvironment(event);
    if (list.length === 0) this.succeed(new ConditionValue([]));
    for (const event of list) this.listenTo(event);
  }

  private requireSameEnvironment(event: Event<any>): void {
    if (event?.env !== this.env) refuseMixture(this.env, event);
  }

  private listenTo(event: Event<any>): void {
    if (event._isCondition) (event as Condition).becomeInner();
    if (event._callbacks === undefined) event._callbacks = this;
    else if (event.processed) this.wake(event);
    else event._add(this);
  }

  private becomeInner(): void {
    if (this.isInner) return;
    this.isInner = true;
    if (this.processed) this.noteSteps();
  }

  /** Of the events that it does not listen to any more, those of open inner conditions too. */
  private noteSteps(): void {
    for (const condition of [this, ...this.openInner()]) for (const event of condition._events) event._noteStep();
  }

  /** The inner conditions that have not happened, at any depth; without recursion, since conditions may be nested deeply. */
  private openInner(): Condition[] {
    const found = this._events.filter(isOpenCondition);
    // The list grows while it is walked.
    for (const condition of found) {
      for (const event of condition._events) if (isOpenCondition(event)) found.push(event);
    }
    return found;
  }

  /** One of the events has happened. */
  wake(event: Event<any>): void {
    if (this._value !== PENDING) return;
    this.happened += 1;
    if (!event._ok) {
      event._defused = true;
      this._fail(event._value);
    } else if (this.isMet()) {
      this._value = undefined;
      this.env._triggered(this);
    }
  }

  private isMet(): boolean {
    const { needed } = this;
    return typeof needed === "number" ? this.happened >= needed : needed(this._events, this.happened);
  }

  /** @internal Stop listening, and build the value: it tells what has happened by now, and no later event changes it. */
  override _react(): void {
    const isNested = this.stopListening();
    if (this.isInner) this.noteSteps();
    if (!this._ok || this.list?.length === 0) return;
    const hasAll = this.happened === (this.list === null ? 2 : this.list.length);
    if (hasAll && (!isNested || this._events.every(isWhole))) {
      this.happened = ALL;
      this._value = new ConditionValue(this);
    } else if (isNested && this.isInner) {
      // Each list by itself would make a deep nest quadratic, and mostly it is the outermost that is asked.
      this.metInStep = this.env.stepCount;
      this._value = new ConditionValue(this);
    } else {
      this._value = new ConditionValue(this.thoseThatHappened(isNested));
    }
  }

  /** The inner conditions need not listen any more either. Returns whether there are any. */
  private stopListening(): boolean {
    if (this.list !== null) {
      for (const event of this.list) event._remove(this);
      return this.list.some((event) => event._isCondition) && this.stopInner();
    }
    this.first!._remove(this);
    this.second!._remove(this);
    return (this.first!._isCondition || this.second!._isCondition) && this.stopInner();
  }

  private stopInner(): true {
    for (const condition of this.openInner()) for (const event of condition._events) event._remove(condition);
    return true;
  }

  /** @internal */
  get _hasAll(): boolean {
    return this.happened === ALL;
  }

  /** Mostly one, since that is what `AnyOf` waits for: then without a list. */
  private thoseThatHappened(isNested: boolean): readonly Event<any>[] | Event<any> {
    if (!isNested && this.list === null) {
      const hasFirst = this.first!.processed;
      if (hasFirst !== this.second!.processed) return hasFirst ? this.first! : this.second!;
    }
    const happened = this.leaves().filter((event) => event.processed);
    return happened.length === 1 ? happened[0]! : happened;
  }

  /** @internal The leaves that had happened when the condition had. */
  _leavesThatHappened(): readonly Event<any>[] {
    const leaves = this.leaves();
    return this._hasAll ? leaves : leaves.filter((event) => event._wasProcessedBefore(this.metInStep));
  }

  /** @internal The events in the order they were given. */
  get _events(): readonly Event<any>[] {
    return this.list ?? [this.first!, this.second!];
  }

  /** The events that are no conditions, in order, those of inner conditions in their place. */
  private leaves(): readonly Event<any>[] {
    const events = this._events;
    if (!events.some((event) => event._isCondition)) return events;
    const found: Event<any>[] = [];
    const left = events.toReversed();
    for (let event = left.pop(); event !== undefined; event = left.pop()) {
      if (event instanceof Condition) for (const inner of event._events.toReversed()) left.push(inner);
      else found.push(event);
    }
    return found;
  }
}

function refuseMember(env: Environment, what: string): never {
  throw new SimulationError("invalid-argument", `A condition is of several events, not of ${what}`, env);
}

function refuseMixture(env: Environment, event: unknown): never {
  if (!(event instanceof Event)) refuseMember(env, inWords(event));
  throw new SimulationError("mixed-environments", "A condition cannot mix events of different environments", env);
}

/** How many of so many events must have happened for a test that only counts. */
function neededOf(test: ConditionTest, count: number): number | ConditionTest {
  if (test === allHappened) return count;
  if (test === anyHappened) return Math.min(1, count);
  return typeof test === "function" ? test : refuseTest(test);
}

function refuseTest(test: unknown): never {
  throw new SimulationError("invalid-argument", `The test of a condition is a function, not ${quoted(test)}`);
}

function isWhole(event: Event<any>): boolean {
  return !(event instanceof Condition) || event._hasAll;
}

function isOpenCondition(event: Event<any>): event is Condition {
  return event instanceof Condition && !event.processed;
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
