import { quoted, SimulationError } from "../errors.ts";
import { requireShare } from "./requireShare.ts";

/** Statistics of values that are recorded one by one: waiting times, sizes, counts. */
export class Tally {
  private values: number[] = [];
  private sorted = true;
  private average = 0;
  private squares = 0;
  private least = Number.POSITIVE_INFINITY;
  private greatest = Number.NEGATIVE_INFINITY;

  /** Take a value in. Throws unless it is a finite number. */
  record(value: number): void {
    if (!Number.isFinite(value))
      throw new SimulationError("invalid-argument", `A tally is of finite numbers, not of ${quoted(value)}`);
    // Welford's recurrence (1962): no cancellation, however far the mean is from zero.
    const distance = value - this.average;
    this.values.push(value);
    this.average += distance / this.values.length;
    this.squares += distance * (value - this.average);
    this.sorted = false;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
  }

  /** Forget all values. Ends a warm-up. */
  reset(): void {
    this.values = [];
    this.sorted = true;
    this.average = 0;
    this.squares = 0;
    this.least = Number.POSITIVE_INFINITY;
    this.greatest = Number.NEGATIVE_INFINITY;
  }

  /** Number of values. */
  get count(): number {
    return this.values.length;
  }

  /** `NaN` without values. */
  get mean(): number {
    return this.count === 0 ? Number.NaN : this.average;
  }

  /** Sample variance (divisor `count - 1`); `NaN` with fewer than two values. */
  get variance(): number {
    return this.count < 2 ? Number.NaN : this.squares / (this.count - 1);
  }

  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  /** `NaN` without values. */
  get min(): number {
    return this.count === 0 ? Number.NaN : this.least;
  }

  /** `NaN` without values. */
  get max(): number {
    return this.count === 0 ? Number.NaN : this.greatest;
  }

  /**
   * The value below which a share of the values lies (0 to 1), linear between neighbours; `NaN` without values. Throws if the share is
   * not from 0 to 1. Source: Hyndman and Fan (1996), type 7.
   */
  quantile(share: number): number {
    requireShare(share);
    if (!this.sorted) this.values.sort((a, b) => a - b);
    this.sorted = true;
    const place = share * (this.count - 1);
    const below = Math.floor(place);
    const low = this.values[below];
    if (low === undefined) return Number.NaN;
    return place === below ? low : low + (place - below) * (this.values[below + 1]! - low);
  }
}
