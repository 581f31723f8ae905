import type { Event } from "./event.ts";

interface Entry {
  readonly time: number;
  readonly priority: number;
  readonly order: number;
  readonly event: Event<any>;
}

/** The events to come, in SimPy's order: time, then priority, then order of insertion. */
export class Schedule {
  private readonly heap: Entry[] = [];
  private insertions = 0;

  /** Time of the next event; `Infinity` if there is none. */
  get nextTime(): number {
    return this.heap[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  insert(event: Event<any>, time: number, priority: number): void {
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
  }

  /** Take the next event out; its time was `nextTime`. */
  take(): Event<any> | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first?.event;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first.event;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.priority !== b.priority) return a.priority < b.priority;
  return a.order < b.order;
}
