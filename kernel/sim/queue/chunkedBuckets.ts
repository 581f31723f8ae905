import type { Buckets } from "./buckets.ts";
import type { ChunkPool } from "./chunkPool.ts";
import type { SortedRun } from "./sortedRun.ts";

/** Buckets for rungs that do not fit into the processor's caches: the entries of each stand together, so that few lines are asked for. */
export class ChunkedBuckets implements Buckets {
  private readonly pool: ChunkPool;
  /** For each bucket its first and last chunk, and how many entries it has. */
  private readonly heads: Int32Array;
  private readonly tails: Int32Array;
  private readonly counts: Int32Array;

  constructor(pool: ChunkPool, count: number) {
    this.pool = pool;
    this.heads = new Int32Array(count).fill(-1);
    this.tails = new Int32Array(count).fill(-1);
    this.counts = new Int32Array(count);
  }

  add(bucket: number, time: number, slot: number): void {
    const tail = this.pool.append(this.tails[bucket]!, time, slot);
    if (this.tails[bucket] === -1) this.heads[bucket] = tail;
    this.tails[bucket] = tail;
    this.counts[bucket]! += 1;
  }

  countOf(bucket: number): number {
    return this.counts[bucket]!;
  }

  moveInto(run: SortedRun, first: number, end: number): void {
    run.fill(scratchTimes, scratchSlots, this.copyTo(scratchTimes, scratchSlots, first, end));
  }

  copyTo(times: Float64Array, slots: Int32Array, first: number, end: number): number {
    let copied = 0;
    for (let bucket = first; bucket < end; bucket++) {
      this.pool.drain(this.heads[bucket]!, times, slots, copied);
      copied += this.counts[bucket]!;
    }
    return copied;
  }
}

/** Where entries are laid out before they are sorted: shared by all queues, since nothing in it outlives a call. */
const scratchTimes = new Float64Array(128);
const scratchSlots = new Int32Array(128);
