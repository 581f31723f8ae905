import { binOf, binWidthFor } from "./bins.ts";
import type { GaugeSeries } from "./timeline.ts";
import type { GaugeSummary } from "./traceSummary.ts";

/** A quantity while it changes, in at most `capacity` points that keep the extremes of their bin. */
export class GaugeSeriesBuilder {
  readonly name: string;
  #capacity: number;
  #times: number[] = [];
  #lows: number[] = [];
  #highs: number[] = [];
  #values: number[] = [];
  #width = 0;
  /** Seconds within which the points that were taken over had been merged. */
  #mergedBefore = 0;
  #binEnd = Number.NEGATIVE_INFINITY;
  #value = Number.NaN;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  #since = 0;
  #first = Number.NaN;
  /** Value times seconds, up to `#since`. */
  #area = 0;

  constructor(name: string, capacity: number) {
    this.name = name;
    this.#capacity = capacity;
  }

  /** The value that holds. */
  get value(): number {
    return this.#value;
  }

  /** The value that holds since then, without a point. */
  begin(time: number, value: number): void {
    this.#first = time;
    this.#since = time;
    this.#value = value;
    this.#low = value;
    this.#high = value;
  }

  set(time: number, value: number): void {
    if (Number.isNaN(this.#first)) this.#first = time;
    else this.#area += this.#value * (time - this.#since);
    this.#since = time;
    this.#value = value;
    this.#low = Math.min(this.#low, value);
    this.#high = Math.max(this.#high, value);
    if (this.#capacity > 0) this.#point(time, value, value, value);
  }

  /** What comes next, summed up. */
  append({ first, last, area, value, low, high, times, lows, highs, values, resolution }: GaugeSummary): void {
    if (Number.isNaN(this.#first)) this.#first = first;
    else this.#area += this.#value * (first - this.#since);
    this.#area += area;
    this.#since = last;
    this.#value = value;
    this.#low = Math.min(this.#low, low);
    this.#high = Math.max(this.#high, high);
    if (this.#capacity === 0) return;
    if (times.length === 0) {
      this.#mergedBefore = Math.max(this.#mergedBefore, last - first);
      this.#point(first, low, high, value);
      return;
    }
    this.#mergedBefore = Math.max(this.#mergedBefore, resolution);
    for (let i = 0; i < times.length; i += 1) this.#point(times[i]!, lows[i]!, highs[i]!, values[i]!);
  }

  /** All that was set, for `append`. */
  summary(): GaugeSummary {
    const { mean: _mean, ...series } = this.series(this.#since);
    return { ...series, first: this.#first, last: this.#since, area: this.#area };
  }

  #point(time: number, low: number, high: number, value: number): void {
    const last = this.#times.length - 1;
    if (last >= 0 && (time < this.#binEnd || time === this.#times[last])) {
      this.#lows[last] = Math.min(this.#lows[last]!, low);
      this.#highs[last] = Math.max(this.#highs[last]!, high);
      this.#values[last] = value;
      return;
    }
    this.#times.push(time);
    this.#lows.push(low);
    this.#highs.push(high);
    this.#values.push(value);
    if (this.#width > 0) this.#binEnd = (binOf(time, this.#width) + 1) * this.#width;
    if (this.#times.length > this.#capacity) this.#thin();
  }

  series(end: number): GaugeSeries {
    const elapsed = end - this.#first;
    return {
      name: this.name,
      value: this.#value,
      low: this.#low,
      high: this.#high,
      mean: elapsed > 0 ? (this.#area + this.#value * (end - this.#since)) / elapsed : null,
      times: [...this.#times],
      lows: [...this.#lows],
      highs: [...this.#highs],
      values: [...this.#values],
      resolution: Math.max(this.#width, this.#mergedBefore),
    };
  }

  #thin(): void {
    const last = this.#times.at(-1)!;
    this.#width = Math.max(binWidthFor(last - this.#times[0]!, this.#capacity / 2), this.#width * 2);
    const points = { times: this.#times, lows: this.#lows, highs: this.#highs, values: this.#values };
    ({
      times: this.#times,
      lows: this.#lows,
      highs: this.#highs,
      values: this.#values,
    } = thinGauge(points, this.#width));
    this.#binEnd = (binOf(this.#times.at(-1)!, this.#width) + 1) * this.#width;
  }
}

interface GaugePoints {
  readonly times: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  readonly values: readonly number[];
}

/** One point per bin, from its first time, with its extremes and its last value. */
export function thinGauge(points: GaugePoints, width: number): { -readonly [K in keyof GaugePoints]: number[] } {
  const times: number[] = [];
  const lows: number[] = [];
  const highs: number[] = [];
  const values: number[] = [];
  let kept = -1;
  let bin = Number.NaN;
  for (let i = 0; i < points.times.length; i += 1) {
    const time = points.times[i]!;
    const own = binOf(time, width);
    if (own === bin) {
      lows[kept] = Math.min(lows[kept]!, points.lows[i]!);
      highs[kept] = Math.max(highs[kept]!, points.highs[i]!);
    } else {
      kept += 1;
      bin = own;
      times.push(time);
      lows.push(points.lows[i]!);
      highs.push(points.highs[i]!);
    }
    values[kept] = points.values[i]!;
  }
  return { times: times, lows: lows, highs: highs, values: values };
}
