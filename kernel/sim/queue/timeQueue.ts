import { Chains } from "./chainedBuckets.ts";
import { ChunkPool } from "./chunkPool.ts";
import { Rung } from "./rung.ts";
import { SortedRun } from "./sortedRun.ts";

/** The sorted run is split when it has grown to this length. */
const LONGEST_RUN = 48;
/** What the sorted run keeps when it is split. */
const KEPT = 24;
/** A bucket with more entries than this is cut into a finer rung. */
const LARGEST_BUCKET = 100;
/** Buckets are taken until there are so many entries. */
const GATHERED = 16;
const MOST_RUNGS = 32;

/**
 * The seam behind which events wait for their time: entries (time, slot) come out in order of time, and of insertion among equals.
 * A slot is a small number that stands for what waits, and waits for one time only.
 *
 * A ladder queue (Tang, Goh, Thng 2005, "Ladder queue: an O(1) priority queue structure for large-scale discrete event simulation"):
 * the nearest entries stand in a sorted run; later ones wait in the buckets of rungs, each rung finer than the one behind it;
 * the latest wait unsorted at the top. Few entries live in the sorted run alone. Everything is in typed arrays, so that the queue
 * allocates nothing per entry and gives the garbage collector nothing to trace.
 */
export class TimeQueue {
  /** Time of the next entry; `Infinity` if there is none (or if it is due at infinity: see `length`). */
  nextTime = Number.POSITIVE_INFINITY;
  length = 0;
  /** How often entries have been brought near and sorted. */
  refills = 0;
  private readonly run = new SortedRun();
  /** No entry outside the run is earlier than this. */
  private runEnd = Number.POSITIVE_INFINITY;
  private readonly chains = new Chains();
  private readonly pool = new ChunkPool();
  /** The coarsest first. */
  private readonly rungs: Rung[] = [];
  private topTimes = new Float64Array(64);
  private topSlots = new Int32Array(64);
  private topCount = 0;
  /** Entries at this time or later go to the top; `NaN` while the run holds everything. */
  private topStart = Number.NaN;

  push(time: number, slot: number): void {
    this.length += 1;
    if (time >= this.topStart) this.pushTop(time, slot);
    else if (time < this.runEnd || !this.pushRung(time, slot)) this.pushRun(time, slot);
  }

  /** Take the next entry out; there must be one. Its time was `nextTime`. */
  pop(): number {
    const { run } = this;
    this.length -= 1;
    const slot = run.slots[--run.length]!;
    if (run.length > 0) this.nextTime = run.times[run.length - 1]!;
    else if (this.length > 0) this.refill();
    else this.startAnew();
    return slot;
  }

  /** The slots of the entries that are sorted already, the next at the end, up to `sortedLength`. */
  get sortedSlots(): Int32Array {
    return this.run.slots;
  }

  get sortedLength(): number {
    return this.run.length;
  }

  private pushTop(time: number, slot: number): void {
    if (this.topCount === this.topTimes.length) {
      const { topTimes, topSlots } = this;
      this.topTimes = new Float64Array(2 * topTimes.length);
      this.topSlots = new Int32Array(2 * topSlots.length);
      this.topTimes.set(topTimes);
      this.topSlots.set(topSlots);
    }
    this.topTimes[this.topCount] = time;
    this.topSlots[this.topCount++] = slot;
  }

  /** The coarsest rung that takes the entry is the right one; those behind it would take it too. */
  private pushRung(time: number, slot: number): boolean {
    const { rungs } = this;
    for (let i = 0; i < rungs.length; i++) if (rungs[i]!.add(time, slot)) return true;
    return false;
  }

  private pushRun(time: number, slot: number): void {
    const { run } = this;
    run.insert(time, slot);
    if (time < this.nextTime) this.nextTime = time;
    if (run.length > LONGEST_RUN) this.split();
  }

  /** The run has grown long: its later part moves to the top, if that is empty as yet, else to a rung. */
  private split(): void {
    const { run, rungs } = this;
    const start = run.times[run.length - 1 - KEPT]!;
    const moved = run.splitOff(KEPT);
    this.runEnd = start;
    if (Number.isNaN(this.topStart)) {
      this.topStart = start;
      for (let i = 0; i < moved.times.length; i++) this.pushTop(moved.times[i]!, moved.slots[i]!);
      return;
    }
    // The new rung swallows those in front of it that are no larger: so there are never many, even if each entry comes before all others.
    let { times, slots } = moved;
    for (let rung = rungs.at(-1); rung !== undefined && rung.count <= 2 * times.length; rung = rungs.at(-1)) {
      const behind = rung.take(rung.nextCount(rung.count));
      times = joined(times, behind.times, Float64Array);
      slots = joined(slots, behind.slots, Int32Array);
      rungs.pop();
    }
    this.addRung(start, latest(times, times.length), times, slots, times.length);
  }

  /** The queue is empty: the run can hold everything again. */
  private startAnew(): void {
    if (this.rungs.length > 0) this.rungs.length = 0;
    this.topStart = Number.NaN;
    this.nextTime = Number.POSITIVE_INFINITY;
  }

  /** The run is empty, the queue is not: fill the run from the next bucket, or from the top. */
  private refill(): void {
    const { run, rungs } = this;
    this.refills += 1;
    while (run.length === 0) {
      const rung = rungs.at(-1);
      if (rung !== undefined && rung.count > 0) this.takeBuckets(rung);
      else if (rung !== undefined) rungs.pop();
      else this.takeTop();
    }
    this.nextTime = run.times[run.length - 1]!;
  }

  /** Take the next bucket, and those that follow if it has few entries. */
  private takeBuckets(rung: Rung): void {
    const count = rung.nextCount(GATHERED);
    if (count > LARGEST_BUCKET) {
      const { times, slots } = rung.take(count);
      this.place(times, slots, count);
    } else {
      rung.moveInto(this.run, count);
      this.runEnd = this.run.times[0]!;
    }
  }

  private takeTop(): void {
    const { topTimes, topSlots, topCount } = this;
    this.topCount = 0;
    this.topStart = topTimes.subarray(0, topCount).includes(Number.POSITIVE_INFINITY)
      ? Number.POSITIVE_INFINITY
      : latest(topTimes, topCount);
    this.place(topTimes, topSlots, topCount);
    // With few entries in all, the run is enough.
    if (topCount <= KEPT) this.topStart = Number.NaN;
  }

  /** Put entries that come next into the empty run, or spread them over a rung if they are many. */
  private place(times: Float64Array, slots: Int32Array, count: number): void {
    if (count > LARGEST_BUCKET && this.rungs.length < MOST_RUNGS) {
      const first = earliest(times, count);
      const last = latest(times, count);
      if (Rung.canSpread(first, last, count)) {
        this.addRung(first, last, times, slots, count);
        return;
      }
    }
    this.run.fill(times, slots, count);
    this.runEnd = this.run.times[0]!;
  }

  private addRung(first: number, last: number, times: Float64Array, slots: Int32Array, count: number): void {
    const rung = new Rung(this.chains, this.pool, first, last, count);
    for (let i = 0; i < count; i++) rung.add(times[i]!, slots[i]!);
    this.rungs.push(rung);
  }
}

function earliest(times: Float64Array, count: number): number {
  let found = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) if (times[i]! < found) found = times[i]!;
  return found;
}

/** The latest time that is not infinite. */
function latest(times: Float64Array, count: number): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) if (times[i]! > found && times[i]! < Number.POSITIVE_INFINITY) found = times[i]!;
  return found;
}

function joined<A extends Float64Array | Int32Array>(first: A, second: A, make: new (length: number) => A): A {
  const all = new make(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
