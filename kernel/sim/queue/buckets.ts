import type { SortedRun } from "./sortedRun.ts";

/** The buckets of a rung, numbered in order of time. Each keeps its entries (time, slot) in the order in which they came. */
export interface Buckets {
  add(bucket: number, time: number, slot: number): void;
  /** How many entries a bucket has. */
  countOf(bucket: number): number;
  /** Move the entries of some buckets into the empty run: those from `first` to before `end`, no more than 128 entries. */
  moveInto(run: SortedRun, first: number, end: number): void;
  /** Copy the entries of some buckets, one bucket after the other. They must not be asked for again. Returns how many there were. */
  copyTo(times: Float64Array, slots: Int32Array, first: number, end: number): number;
}
