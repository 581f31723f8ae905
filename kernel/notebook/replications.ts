import type { RunOptions } from "../model/index.ts";

/** The run options of each replication. The first has the seed itself, so that it can be found again as a single execution. */
export function replicationRuns(run: RunOptions & { readonly seed: number }, count: number): RunOptions[] {
  return Array.from({ length: count }, (_, index) => ({ ...run, seed: replicationSeed(run.seed, index) }));
}

/**
 * A seed of 32 bits that depends on the first one and the index alone; neighbours share nothing (the finaliser of MurmurHash3, which maps no two
 * numbers to one: two replications with one seed would be one).
 */
export function replicationSeed(seed: number, index: number): number {
  if (index === 0) return seed;
  let mixed = (seed ^ Math.imul(index, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Six digits are plenty for reading. */
export function significant(value: number): number {
  return Number(value.toPrecision(6));
}
