import type { Buckets } from "./buckets.ts";
import type { SortedRun } from "./sortedRun.ts";

/** Numbers of 32 bits in an entry. */
const WIDTH = 4;
/** Where in an entry the slot behind it stands. */
const BEHIND = 2;

/**
 * The entries of chained buckets: each its time, and the slot of the entry behind it, side by side in one line of the processor's cache.
 *
 * An entry stands at the place of its slot, which waits for one time only.
 */
export class Chains {
  /** The time of an entry is at twice its slot. */
  times = new Float64Array(2 * 64);
  /** The same memory. */
  links = new Int32Array(this.times.buffer);

  growFor(slot: number): void {
    const { times } = this;
    this.times = new Float64Array(4 * slot);
    this.times.set(times);
    this.links = new Int32Array(this.times.buffer);
  }
}

/**
 * Buckets for rungs that fit into the processor's caches: each is a chain, the newest entry first, so that adding to it asks for nothing,
 * not even whether it is empty, and guesses nothing wrong.
 */
export class ChainedBuckets implements Buckets {
  private readonly chains: Chains;
  /** For each bucket its newest entry, and how many it has: what is behind the last one is of no meaning. */
  private readonly heads: Int32Array;

  constructor(chains: Chains, count: number) {
    this.chains = chains;
    this.heads = new Int32Array(2 * count);
  }

  add(bucket: number, time: number, slot: number): void {
    const { chains, heads } = this;
    if (2 * slot >= chains.times.length) chains.growFor(slot);
    chains.times[2 * slot] = time;
    chains.links[WIDTH * slot + BEHIND] = heads[2 * bucket]!;
    heads[2 * bucket] = slot;
    heads[2 * bucket + 1]! += 1;
  }

  countOf(bucket: number): number {
    return this.heads[2 * bucket + 1]!;
  }

  moveInto(run: SortedRun, first: number, end: number): void {
    const { heads } = this;
    const { times, links } = this.chains;
    for (let bucket = end - 1; bucket >= first; bucket--) {
      let slot = heads[2 * bucket]!;
      for (let left = heads[2 * bucket + 1]!; left > 0; left--) {
        run.insertBefore(times[2 * slot]!, slot);
        slot = links[WIDTH * slot + BEHIND]!;
      }
    }
  }

  copyTo(toTimes: Float64Array, toSlots: Int32Array, first: number, end: number): number {
    const { heads } = this;
    const { times, links } = this.chains;
    let copied = 0;
    for (let bucket = first; bucket < end; bucket++) {
      const count = heads[2 * bucket + 1]!;
      let slot = heads[2 * bucket]!;
      for (let place = copied + count - 1; place >= copied; place--) {
        toTimes[place] = times[2 * slot]!;
        toSlots[place] = slot;
        slot = links[WIDTH * slot + BEHIND]!;
      }
      copied += count;
    }
    return copied;
  }
}
