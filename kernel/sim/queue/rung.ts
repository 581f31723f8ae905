import type { Buckets } from "./buckets.ts";
import { ChainedBuckets, type Chains } from "./chainedBuckets.ts";
import { ChunkedBuckets } from "./chunkedBuckets.ts";
import type { ChunkPool } from "./chunkPool.ts";
import type { SortedRun } from "./sortedRun.ts";

/**
 * Entries that a bucket gets when a rung is laid out; more come later, since models insert while they run. Small buckets need little
 * sorting, but as many of them as a large rung would have do not fit into the processor's caches.
 */
const PER_BUCKET = 1;
const PER_LARGE_BUCKET = 3;
const LARGE_RUNG = 20_000;

/** A stretch of time cut into buckets of equal width. Within a bucket entries keep the order in which they came. */
export class Rung {
  /** Number of entries. */
  count = 0;
  private readonly start: number;
  private readonly perSecond: number;
  private readonly lastBucket: number;
  private readonly buckets: Buckets;
  private current = 0;

  /** @param last the latest time of the stretch; if that is no later than its start, or too close to it, there is one bucket for all */
  constructor(chains: Chains, pool: ChunkPool, start: number, last: number, entries: number) {
    const isLarge = entries >= LARGE_RUNG;
    const buckets = Rung.canSpread(start, last, entries)
      ? Math.ceil(entries / (isLarge ? PER_LARGE_BUCKET : PER_BUCKET))
      : 0;
    this.start = start;
    this.perSecond = buckets === 0 ? 0 : buckets / (last - start);
    this.lastBucket = buckets;
    this.buckets = isLarge ? new ChunkedBuckets(pool, buckets + 1) : new ChainedBuckets(chains, buckets + 1);
  }

  /** Can times so close together be told apart by buckets? */
  static canSpread(start: number, last: number, entries: number): boolean {
    return last > start && Number.isFinite(entries / (last - start));
  }

  /**
   * Add an entry, unless its bucket has been taken already: then it belongs to what comes sooner, and `false` is returned.
   *
   * The bucket of a time never falls as times rise, whatever the rounding; so buckets are in order of time.
   */
  add(time: number, slot: number): boolean {
    if (time < this.start) return false;
    const { lastBucket } = this;
    const place = (time - this.start) * this.perSecond;
    const bucket = place < lastBucket ? place | 0 : lastBucket;
    if (bucket < this.current) return false;
    this.buckets.add(bucket, time, slot);
    this.count += 1;
    return true;
  }

  /** How many entries have the next buckets, of which so many are taken that they have enough entries, or all? */
  nextCount(enough: number): number {
    const { buckets, lastBucket } = this;
    while (this.current <= lastBucket && buckets.countOf(this.current) === 0) this.current += 1;
    let count = 0;
    for (let bucket = this.current; count < enough && bucket <= lastBucket; bucket++) count += buckets.countOf(bucket);
    return count;
  }

  /** Move the next entries, as many as `nextCount` told, into the empty run. */
  moveInto(run: SortedRun, count: number): void {
    const first = this.current;
    this.pass(count);
    this.buckets.moveInto(run, first, this.current);
  }

  /** Take the next entries out, as many as `nextCount` told; within a bucket in the order in which they came. */
  take(count: number): { times: Float64Array; slots: Int32Array } {
    const times = new Float64Array(count);
    const slots = new Int32Array(count);
    const first = this.current;
    this.pass(count);
    this.buckets.copyTo(times, slots, first, this.current);
    return { times, slots };
  }

  /** Go behind the next entries. */
  private pass(count: number): void {
    for (let left = count; left > 0; this.current++) left -= this.buckets.countOf(this.current);
    this.count -= count;
  }
}
