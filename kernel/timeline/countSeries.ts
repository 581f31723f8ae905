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
  /** Events before this time fall on the last point. */
  #binEnd = Number.NEGATIVE_INFINITY;

  constructor(name: string, capacity: number) {
    this.name = name;
    this.#capacity = capacity;
  }

  add(time: number, by: number): void {
    this.total += by;
    if (this.#capacity === 0) return;
    const last = this.#times.length - 1;
    if (last >= 0 && (time < this.#binEnd || time === this.#times[last])) {
      this.#times[last] = time;
      this.#totals[last] = this.total;
      return;
    }
    this.#times.push(time);
    this.#totals.push(this.total);
    if (this.#width > 0) this.#binEnd = (binOf(time, this.#width) + 1) * this.#width;
    if (this.#times.length > this.#capacity) this.#thin();
  }

  series(): CountSeries {
    return {
      name: this.name,
      total: this.total,
      times: [...this.#times],
      totals: [...this.#totals],
      resolution: this.#width,
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
  for (const [i, time] of points.times.entries()) {
    const own = binOf(time, width);
    if (own !== bin) {
      times.push(0);
      totals.push(0);
      bin = own;
    }
    times[times.length - 1] = time;
    totals[totals.length - 1] = points.totals[i]!;
  }
  return { times, totals };
}
