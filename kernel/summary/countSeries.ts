import { binOf, binWidthFor } from "./bins.ts";
import type { CountSeries } from "./timeline.ts";

/** A count while it grows, in at most `capacity` points: exact first, then one point per bin, at its last event. */
export class CountSeriesBuilder {
  readonly name: string;
  total = 0;
  #capacity: number;
  #times: number[] = [];
  #totals: number[] = [];
  #width = 0;
  /** Seconds within which the points that were taken over had been merged. */
  #mergedBefore = 0;
  /** Events before this time fall on the last point. */
  #binEnd = Number.NEGATIVE_INFINITY;

  constructor(name: string, capacity: number) {
    this.name = name;
    this.#capacity = capacity;
  }

  /** What was counted before, without a point. */
  begin(total: number): void {
    this.total = total;
  }

  add(time: number, by: number): void {
    this.total += by;
    if (this.#capacity > 0) this.#point(time, this.total);
  }

  /** What comes next, summed up: its totals begin at zero. `to`: the time of the last record of what was summed up. */
  append({ total, times, totals, resolution }: Omit<CountSeries, "name">, from: number, to: number): void {
    const before = this.total;
    this.total += total;
    if (this.#capacity === 0) return;
    if (times.length === 0) {
      // It had no points of its own: by the end, all of it had happened.
      this.#mergedBefore = Math.max(this.#mergedBefore, to - from);
      this.#point(to, this.total);
      return;
    }
    this.#mergedBefore = Math.max(this.#mergedBefore, resolution);
    for (let i = 0; i < times.length; i += 1) this.#point(times[i]!, before + totals[i]!);
  }

  #point(time: number, total: number): void {
    const last = this.#times.length - 1;
    if (last >= 0 && (time < this.#binEnd || time === this.#times[last])) {
      this.#times[last] = time;
      this.#totals[last] = total;
      return;
    }
    this.#times.push(time);
    this.#totals.push(total);
    if (this.#width > 0) this.#binEnd = (binOf(time, this.#width) + 1) * this.#width;
    if (this.#times.length > this.#capacity) this.#thin();
  }

  series(): CountSeries {
    return {
      name: this.name,
      total: this.total,
      times: [...this.#times],
      totals: [...this.#totals],
      resolution: Math.max(this.#width, this.#mergedBefore),
    };
  }

  #thin(): void {
    const last = this.#times.at(-1)!;
    this.#width = Math.max(binWidthFor(last - this.#times[0]!, this.#capacity / 2), this.#width * 2);
    const { times, totals } = thinCounts({ times: this.#times, totals: this.#totals }, this.#width);
    this.#times = times;
    this.#totals = totals;
    this.#binEnd = (binOf(times.at(-1)!, this.#width) + 1) * this.#width;
  }
}

/** The last point of each bin. */
export function thinCounts(
  points: Pick<CountSeries, "times" | "totals">,
  width: number,
): { times: number[]; totals: number[] } {
  const times: number[] = [];
  const totals: number[] = [];
  let bin = Number.NaN;
  let kept = -1;
  for (let i = 0; i < points.times.length; i += 1) {
    const time = points.times[i]!;
    const own = binOf(time, width);
    if (own !== bin) {
      kept += 1;
      bin = own;
    }
    times[kept] = time;
    totals[kept] = points.totals[i]!;
  }
  return { times, totals };
}
