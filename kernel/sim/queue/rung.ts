import type { ChunkPool } from "./chunkPool.ts";

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
  private readonly pool: ChunkPool;
  private readonly start: number;
  private readonly perSecond: number;
  private readonly heads: Int32Array;
  private readonly tails: Int32Array;
  private readonly counts: Int32Array;
  private current = 0;

  /** @param last the latest time of the stretch; if that is no later than its start, or too close to it, there is one bucket for all */
  constructor(pool: ChunkPool, start: number, last: number, entries: number) {
    const buckets = Rung.canSpread(start, last, entries)
      ? Math.ceil(entries / (entries < LARGE_RUNG ? PER_BUCKET : PER_LARGE_BUCKET))
      : 0;
    this.pool = pool;
    this.start = start;
    this.perSecond = buckets === 0 ? 0 : buckets / (last - start);
    this.heads = new Int32Array(buckets + 1).fill(-1);
    this.tails = new Int32Array(buckets + 1).fill(-1);
    this.counts = new Int32Array(buckets + 1);
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
    const lastBucket = this.heads.length - 1;
    const place = (time - this.start) * this.perSecond;
    const bucket = place < lastBucket ? place | 0 : lastBucket;
    if (bucket < this.current) return false;
    const tail = this.pool.append(this.tails[bucket]!, time, slot);
    if (this.tails[bucket] === -1) this.heads[bucket] = tail;
    this.tails[bucket] = tail;
    this.counts[bucket]! += 1;
    this.count += 1;
    return true;
  }

  /** Number of entries in the next bucket that has any; there must be one. */
  nextCount(): number {
    while (this.counts[this.current] === 0) this.current += 1;
    return this.counts[this.current]!;
  }

  /** Take the next bucket out, to a place and those behind it. Returns how many entries it had. */
  take(times: Float64Array, slots: Int32Array, to: number): number {
    const count = this.counts[this.current]!;
    this.pool.drain(this.heads[this.current]!, times, slots, to);
    this.current += 1;
    this.count -= count;
    return count;
  }

  /** Take everything out, bucket by bucket. */
  takeAll(): { times: Float64Array; slots: Int32Array } {
    const times = new Float64Array(this.count);
    const slots = new Int32Array(this.count);
    let taken = 0;
    while (this.count > 0) {
      this.nextCount();
      taken += this.take(times, slots, taken);
    }
    return { times, slots };
  }
}
