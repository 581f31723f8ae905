import { type Order, requireOrder, requireSameOrder } from "./requireOrder.ts";
import { BaseStore, refuseFilter, StoreGet, type StorePut } from "./store.ts";

/** An item with a priority of its own, for items that have no order. Source: SimPy `resources/store.py`, `PriorityItem`. */
export class PriorityItem<T = unknown> {
  /** A smaller number comes out first. */
  readonly priority: number;
  readonly item: T;

  constructor(priority: number, item: T) {
    this.priority = priority;
    this.item = item;
  }

  /** What `<` compares. */
  valueOf(): number {
    return this.priority;
  }
}

/**
 * A store that hands out its smallest item first, as `<` tells: numbers, texts, dates, or anything in a `PriorityItem`.
 *
 * Source: SimPy `resources/store.py`, `PriorityStore`.
 */
export class PriorityStore<T = unknown> extends BaseStore<T> {
  readonly items = new BinaryHeap<T>();
  private order: Order | null = null;

  /** Ask to put an item. Throws unless it can be compared with those that are there. */
  override put(item: T): StorePut<T> {
    if (this.order === null || this.isEmpty) this.order = requireOrder(this.env, item);
    else requireSameOrder(this.env, item, this.order);
    return super.put(item);
  }

  private get isEmpty(): boolean {
    return this.items.length === 0 && this.putQueue.length === 0;
  }

  /** Ask for the smallest item. */
  get(): StoreGet<T> {
    // biome-ignore lint/complexity/noArguments: a filter, which would be ignored in silence.
    if (arguments.length > 0) refuseFilter(this.env);
    return this.enqueueGet(new StoreGet<T>(this));
  }

  protected doGet(request: StoreGet<T>): boolean {
    if (this.items.length > 0) request.succeed(this.items.pop());
    return false;
  }
}

/** A heap that moves equal items exactly as Python's `heapq` does, so that they come out in SimPy's order. Source: CPython `heapq.py`. */
export class BinaryHeap<T> {
  private readonly heap: T[] = [];

  get length(): number {
    return this.heap.length;
  }

  push(item: T): void {
    this.heap.push(item);
    this.rise(0, this.heap.length - 1);
  }

  /** Take the smallest item out; there must be one. */
  pop(): T {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return last;
    const smallest = heap[0]!;
    heap[0] = last;
    this.sink();
    return smallest;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.heap.values();
  }

  /** Let the item at the root fall to a leaf along the smaller children, then rise to its place. */
  private sink(): void {
    const { heap } = this;
    const item = heap[0]!;
    let place = 0;
    let child = 1;
    while (child < heap.length) {
      if (child + 1 < heap.length && !(heap[child]! < heap[child + 1]!)) child += 1;
      heap[place] = heap[child]!;
      place = child;
      child = 2 * place + 1;
    }
    heap[place] = item;
    this.rise(0, place);
  }

  private rise(root: number, from: number): void {
    const { heap } = this;
    const item = heap[from]!;
    let place = from;
    while (place > root) {
      const parent = (place - 1) >> 1;
      if (!(item < heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = item;
  }
}
