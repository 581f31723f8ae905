import { type Event, NORMAL, URGENT } from "./event.ts";
import type { Observer } from "./observer.ts";
import { Initialize, type Process } from "./process.ts";
import { PriorityQueue } from "./queue/priorityQueue.ts";
import { Ring } from "./queue/ring.ts";
import { TimeQueue } from "./queue/timeQueue.ts";
import { Slots } from "./slots.ts";
import { Starting } from "./starting.ts";
import type { Timeout } from "./timeout.ts";

/** Stands for a process that starts. */
export const START = 0;

/**
 * What is due, and when: the clock and the events that wait for their turn, in the order of time, of priority, then of insertion.
 *
 * It has four parts, so that the common cases cost little; `takeNext` tells how they make one order:
 * `urgent` and `normal` hold what is due now, in order of insertion; `timed` holds normal events due later;
 * `prioritised` holds whatever has a time or priority of its own.
 *
 * An environment is its own schedule: with an object in between, every event would cost another look-up.
 */
export abstract class Schedule {
  /** Never undefined, and no integer at first: V8 then keeps the number in its place, instead of making a new one at each step. */
  protected clock = Number.NaN;
  /** `START` stands for the first process in `starting`: see `Initialize`. */
  protected readonly urgent = new Ring<Event<any> | typeof START>();
  protected starting = new Starting();
  protected readonly normal = new Ring<Event<any>>();
  protected readonly timed = new TimeQueue();
  protected readonly prioritised = new PriorityQueue();
  /** The timeout made last, if it is not in the schedule yet: the process that made it will mostly yield it next, and be fused with it. */
  protected announced: Timeout<any> | null = null;
  protected announcedTime = Number.NaN;
  protected readonly observer: Observer | null;
  /** @internal */
  readonly _slots = new Slots();

  constructor(initialTime: number, observer: Observer | null) {
    this.clock = initialTime;
    this.observer = observer;
  }

  /** Time of the next event; `Infinity` if there is none. */
  peek(): number {
    if (this.announced !== null) this.insertAnnounced();
    if (this.urgent.length > 0 || this.normal.length > 0) return this.clock;
    return Math.min(this.timed.nextTime, this.prioritised.nextTime);
  }

  /** Is there no event left, not even one that is due at infinity? What waits for the time of the next event would wait for ever. */
  get isEmpty(): boolean {
    return this.peek() === Number.POSITIVE_INFINITY && this.timed.length === 0 && this.prioritised.length === 0;
  }

  /** @internal The same as `schedule(event)`. */
  _triggered(event: Event<any>): void {
    if (this.announced !== null) this.insertAnnounced();
    this.normal.push(event);
    if (this.observer !== null) this.observer.eventScheduled?.(event, this.clock, NORMAL);
  }

  /** @internal A timeout has been made. It goes into the schedule with the next thing that happens, unless it is fused first. */
  _announce(timeout: Timeout<any>, delay: number): void {
    if (this.announced !== null) this.insertAnnounced();
    if (this.observer === null) {
      this.announced = timeout;
      this.announcedTime = this.clock + delay;
    } else {
      this.insert(timeout, NORMAL, this.clock + delay);
    }
  }

  /** @internal If the event is the plain timeout just made, let the process that yields it wait for it in its slot: see `Slots`. */
  _fuse(event: unknown, slot: number): boolean {
    const timeout = this.announced;
    if (timeout === null || timeout !== event || timeout._callbacks !== undefined || timeout._value !== undefined)
      return false;
    const time = this.announcedTime;
    if (time === this.clock) return false;
    this.announced = null;
    this.park(timeout, time, slot);
    return true;
  }

  /** @internal Somebody else than the process fused with it takes an interest in a timeout: it becomes an event like others. */
  _partFrom(timeout: Event<any>): void {
    const slot = timeout._callbacks as number;
    if (this._slots.events[slot] === timeout) {
      const process = this._slots.processes[slot]!;
      this._slots.part(process);
      timeout._callbacks = undefined;
      process._waitFor(timeout);
    } else {
      timeout._callbacks = null;
    }
  }

  /** @internal */
  _scheduleStart(process: Process<any>): void {
    if (this.announced !== null) this.insertAnnounced();
    if (this.observer !== null) {
      this.insert(new Initialize(process.env, process), URGENT, this.clock);
      return;
    }
    this.urgent.push(START);
    this.starting.add(process);
  }

  protected insertAnnounced(): void {
    const timeout = this.announced!;
    this.announced = null;
    const time = this.announcedTime;
    if (time === this.clock) this.normal.push(timeout);
    else this.timed.push(time, this._slots.takeForEvent(timeout));
  }

  protected insert(event: Event<any>, priority: number, time: number): void {
    if (priority === NORMAL) {
      if (time === this.clock) this.normal.push(event);
      else this.timed.push(time, this._slots.takeForEvent(event));
    } else if (priority === URGENT && time === this.clock) {
      this.urgent.push(event);
    } else {
      this.prioritised.push(event, time, priority);
    }
    this.observer?.eventScheduled?.(event, time, priority);
  }

  protected park(timeout: Timeout<any>, time: number, slot: number): void {
    timeout._callbacks = slot;
    this._slots.events[slot] = timeout;
    this.timed.push(time, slot);
  }

  /**
   * Take the next event out of the schedule and set the clock to its time; `null` if the schedule is empty.
   *
   * Among events due now, those in `timed` and `prioritised` were inserted at an earlier time, so before those in `normal` and `urgent`.
   */
  protected takeNext(): Event<any> | null {
    if (this.announced !== null) this.insertAnnounced();
    const { urgent, normal, timed, prioritised } = this;
    if (prioritised.nextTime === this.clock && prioritised.length > 0) {
      const priority = prioritised.nextPriority;
      if (priority <= URGENT) return prioritised.pop();
      if (urgent.length > 0) return this.takeUrgent();
      if (priority < NORMAL) return prioritised.pop();
    }
    if (urgent.length > 0) return this.takeUrgent();
    if (timed.nextTime === this.clock && timed.length > 0) return this.takeTimed();
    if (normal.length > 0) return normal.shift();
    if (prioritised.length === 0 && timed.length === 0) return null;
    const isTimed =
      prioritised.length === 0 ||
      (timed.length > 0 &&
        (timed.nextTime < prioritised.nextTime ||
          (timed.nextTime === prioritised.nextTime && prioritised.nextPriority > NORMAL)));
    this.clock = isTimed ? timed.nextTime : prioritised.nextTime;
    return isTimed ? this.takeTimed() : prioritised.pop();
  }

  private takeUrgent(): Event<any> {
    const event = this.urgent.shift();
    if (event !== START) return event;
    const process = this.starting.shift();
    return new Initialize(process.env, process);
  }

  private takeTimed(): Event<any> {
    const { _slots: slots } = this;
    const slot = this.timed.pop();
    const event = slots.events[slot]!;
    if (slots.generators[slot] !== null) this._partFrom(event);
    slots.releaseEvent(slot);
    return event;
  }
}
