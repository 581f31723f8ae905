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
    const times: number[] = [];
    const totals: number[] = [];
    let bin = Number.NaN;
    for (let i = 0; i < this.#times.length; i += 1) {
      const own = binOf(this.#times[i]!, this.#width);
      if (own !== bin) {
        times.push(0);
        totals.push(0);
        bin = own;
      }
      times[times.length - 1] = this.#times[i]!;
      totals[totals.length - 1] = this.#totals[i]!;
    }
    this.#times = times;
    this.#totals = totals;
    this.#binEnd = (bin + 1) * this.#width;
  }
}
