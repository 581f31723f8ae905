import type { Event } from "../event.ts";

interface Entry {
  readonly time: number;
  readonly priority: number;
  readonly order: number;
  readonly event: Event<any>;
}

/** A binary heap for the few events with a priority of their own, such as the end of `run(until)`. Order: time, priority, insertion. */
export class PriorityQueue {
  /** Time of the next event; `Infinity` if there is none. */
  nextTime = Number.POSITIVE_INFINITY;
  private heap: Entry[] = [];
  private insertions = 0;

  get length(): number {
    return this.heap.length;
  }

  /** Priority of the next event; there must be one. */
  get nextPriority(): number {
    return this.heap[0]!.priority;
  }

  push(event: Event<any>, time: number, priority: number): void {
    const { heap } = this;
    const entry = { time, priority, order: this.insertions++, event };
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = entry;
    this.nextTime = heap[0]!.time;
  }

  /** Take the next event out; there must be one. */
  pop(): Event<any> {
    const { heap } = this;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.sink(last);
    this.nextTime = heap[0]?.time ?? Number.POSITIVE_INFINITY;
    return first.event;
  }

  /** Take one out, wherever it stands, if it is there. */
  remove(event: Event<any>): void {
    // What is in order is a heap.
    this.heap = this.heap.filter((entry) => entry.event !== event).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.nextTime = this.heap[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  private sink(entry: Entry): void {
    const { heap } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, entry)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.priority !== b.priority) return a.priority < b.priority;
  return a.order < b.order;
}
