/** Entries per chunk. */
const SIZE = 8;

/** Lists of entries, each a chain of small chunks in typed arrays: adding to one of a million lists touches one chunk. */
export class ChunkPool {
  times = new Float64Array(64 * SIZE);
  slots = new Int32Array(64 * SIZE);
  /** Entries used in each chunk. */
  private used = new Uint8Array(64);
  /** The chunk that follows in the list, or the next free one; -1 at the end. */
  private next = new Int32Array(64);
  private fresh = 0;
  private free = -1;

  /** Add an entry to a list, given by its last chunk (-1 if empty). Returns its last chunk then. */
  append(tail: number, time: number, slot: number): number {
    let chunk = tail;
    if (chunk < 0 || this.used[chunk] === SIZE) {
      chunk = this.take();
      if (tail >= 0) this.next[tail] = chunk;
    }
    const place = chunk * SIZE + this.used[chunk]!++;
    this.times[place] = time;
    this.slots[place] = slot;
    return chunk;
  }

  /** Copy a list out, in order, to a place and those behind it, and give its chunks back. */
  drain(head: number, times: Float64Array, slots: Int32Array, to: number): void {
    let count = to;
    for (let chunk = head; chunk >= 0; ) {
      const end = chunk * SIZE + this.used[chunk]!;
      for (let place = chunk * SIZE; place < end; place++) {
        times[count] = this.times[place]!;
        slots[count] = this.slots[place]!;
        count += 1;
      }
      const following = this.next[chunk]!;
      this.next[chunk] = this.free;
      this.free = chunk;
      chunk = following;
    }
  }

  private take(): number {
    let chunk = this.free;
    if (chunk >= 0) this.free = this.next[chunk]!;
    else {
      chunk = this.fresh++;
      if (chunk === this.next.length) this.grow();
    }
    this.used[chunk] = 0;
    this.next[chunk] = -1;
    return chunk;
  }

  private grow(): void {
    const { times, slots, used, next } = this;
    this.times = new Float64Array(2 * times.length);
    this.slots = new Int32Array(2 * slots.length);
    this.used = new Uint8Array(2 * used.length);
    this.next = new Int32Array(2 * next.length);
    this.times.set(times);
    this.slots.set(slots);
    this.used.set(used);
    this.next.set(next);
  }
}
