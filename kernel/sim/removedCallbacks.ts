import type { EventCallback } from "./event.ts";

/**
 * Callbacks that are to be taken out of a long list, all together: to find each by itself would take too long when many processes or
 * conditions leave the same event.
 */
export class RemovedCallbacks {
  /** How many there are. */
  count = 0;
  private readonly times = new Map<EventCallback, number>();

  has(callback: EventCallback): boolean {
    return this.times.has(callback);
  }

  add(callback: EventCallback): void {
    this.times.set(callback, (this.times.get(callback) ?? 0) + 1);
    this.count += 1;
  }

  /** In place, since somebody may hold the list. Of a callback that stands there several times the first ones go: one may have come back. */
  dropFrom(callbacks: EventCallback[]): void {
    let kept = 0;
    for (const callback of callbacks) {
      const left = this.times.get(callback) ?? 0;
      if (left > 0) this.times.set(callback, left - 1);
      else callbacks[kept++] = callback;
    }
    callbacks.length = kept;
  }
}
