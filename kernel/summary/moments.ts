import { binOf, binWidthFor } from "./bins.ts";
import type { MomentGroup } from "./timeline.ts";

export type OpenGroup = { -readonly [K in keyof MomentGroup]: MomentGroup[K] };

/** Stands for every name after the first `maximumNames`. */
export const otherNames = "(others)";

const maximumNames = 60;

/** Messages or marks in at most `capacity` groups: each on its own first, then one per bin and name. */
export class MomentsBuilder {
  total = 0;
  #capacity: number;
  #groups: OpenGroup[] = [];
  #names = new Set<string>();
  #width = 0;
  #binEnd = Number.NEGATIVE_INFINITY;
  /** Groups of the bin that is being filled. */
  #current = new Map<string, OpenGroup>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(time: number, name: string, topic?: string): void {
    this.#append({ name, time, count: 1, ...(topic === undefined ? {} : { topic }) });
  }

  /** What comes next, in groups. They are copied. */
  append(groups: readonly MomentGroup[]): void {
    for (const group of groups) this.#append({ ...group });
  }

  #append(given: OpenGroup): void {
    const { time, count } = given;
    this.total += count;
    const name = this.#known(given.name);
    if (this.#width > 0) {
      if (time >= this.#binEnd) {
        this.#current.clear();
        this.#binEnd = (binOf(time, this.#width) + 1) * this.#width;
      }
      const group = this.#current.get(name);
      if (group !== undefined) {
        group.count += count;
        group.until = given.until ?? time;
        return;
      }
    }
    given.name = name;
    this.#groups.push(given);
    if (this.#width > 0) this.#current.set(name, given);
    if (this.#groups.length > this.#capacity) this.#thin();
  }

  groups(): MomentGroup[] {
    return this.#groups.map((group) => ({ ...group }));
  }

  #known(name: string): string {
    if (this.#names.has(name)) return name;
    if (this.#names.size >= maximumNames) return otherNames;
    this.#names.add(name);
    return name;
  }

  #thin(): void {
    const span = this.#groups.at(-1)!.time - this.#groups[0]!.time;
    this.#width = Math.max(this.#width * 2, binWidthFor(span, this.#capacity));
    while (true) {
      this.#merge();
      if (this.#groups.length <= this.#capacity / 2 || this.#width > span) return;
      this.#width *= 2;
    }
  }

  #merge(): void {
    this.#groups = thinMoments(this.#groups, this.#width);
    const bin = binOf(this.#groups.at(-1)!.time, this.#width);
    this.#binEnd = (bin + 1) * this.#width;
    this.#current.clear();
    for (const group of this.#groups) if (binOf(group.time, this.#width) === bin) this.#current.set(group.name, group);
  }
}

/** One group per bin and name. The given ones are used up. */
export function thinMoments(groups: readonly OpenGroup[], width: number): OpenGroup[] {
  const kept: OpenGroup[] = [];
  const current = new Map<string, OpenGroup>();
  let bin = Number.NaN;
  for (const group of groups) {
    const own = binOf(group.time, width);
    if (own !== bin) current.clear();
    bin = own;
    const first = current.get(group.name);
    if (first === undefined) {
      kept.push(group);
      current.set(group.name, group);
    } else {
      first.count += group.count;
      first.until = group.until ?? group.time;
    }
  }
  return kept;
}
