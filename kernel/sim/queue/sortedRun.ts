/** Times in order with the slots they belong to; the next to come stands at the end, where it is cheap to take. */
export class SortedRun {
  /** Latest first. */
  times = new Float64Array(64);
  slots = new Int32Array(64);
  length = 0;

  /** Insert behind all entries of the same time. */
  insert(time: number, slot: number): void {
    if (this.length === this.times.length) this.grow(2 * this.length);
    const { times, slots } = this;
    let place = this.length++;
    while (place > 0 && times[place - 1]! <= time) {
      times[place] = times[place - 1]!;
      slots[place] = slots[place - 1]!;
      place -= 1;
    }
    times[place] = time;
    slots[place] = slot;
  }

  /** Insert before all entries of the same time. */
  insertBefore(time: number, slot: number): void {
    if (this.length === this.times.length) this.grow(2 * this.length);
    const { times, slots } = this;
    let place = this.length++;
    while (place > 0 && times[place - 1]! < time) {
      times[place] = times[place - 1]!;
      slots[place] = slots[place - 1]!;
      place -= 1;
    }
    times[place] = time;
    slots[place] = slot;
  }

  /** Fill the empty run with entries in order of insertion; those of equal time stay in that order. */
  fill(times: Float64Array, slots: Int32Array, count: number): void {
    if (count <= 128 || isSorted(times, count)) {
      for (let i = count - 1; i >= 0; i--) this.insertBefore(times[i]!, slots[i]!);
      return;
    }
    if (count > this.times.length) this.grow(2 * count);
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    order.sort((a, b) => times[b]! - times[a]! || b - a);
    for (let i = 0; i < count; i++) {
      this.times[i] = times[order[i]!]!;
      this.slots[i] = slots[order[i]!]!;
    }
    this.length = count;
  }

  /** Take the entries away that come latest, all but some. They are given in order of time. */
  splitOff(keep: number): { times: Float64Array; slots: Int32Array } {
    const count = this.length - keep;
    const times = this.times.slice(0, count).reverse();
    const slots = this.slots.slice(0, count).reverse();
    this.times.copyWithin(0, count, this.length);
    this.slots.copyWithin(0, count, this.length);
    this.length = keep;
    return { times, slots };
  }

  private grow(size: number): void {
    const { times, slots } = this;
    this.times = new Float64Array(size);
    this.slots = new Int32Array(size);
    this.times.set(times);
    this.slots.set(slots);
  }
}

function isSorted(times: Float64Array, count: number): boolean {
  for (let i = 1; i < count; i++) if (times[i - 1]! > times[i]!) return false;
  return true;
}
