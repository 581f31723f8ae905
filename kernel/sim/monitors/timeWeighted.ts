import type { Environment } from "../environment.ts";

/** Statistics of a quantity that holds for a while: a queue's length, a tank's level. Each value weighs as long as it held. */
export class TimeWeighted {
  private readonly env: Environment;
  private current: number;
  private since: number;
  /** Seconds for which each value held. */
  private readonly held = new Map<number, number>();

  constructor(env: Environment, value: number) {
    this.env = env;
    this.current = value;
    this.since = env.now;
  }

  /** The quantity has this value from now on. */
  record(value: number): void {
    if (value === this.current) return;
    this.settle();
    this.current = value;
  }

  /** Forget all that has been; start anew with the value of now. Ends a warm-up. */
  reset(): void {
    this.held.clear();
    this.since = this.env.now;
  }

  /** Seconds observed so far. */
  get duration(): number {
    return this.sum(() => 1);
  }

  /** Mean over time; `NaN` before any time has passed. */
  get mean(): number {
    return this.sum((value) => value) / this.duration;
  }

  /** Variance over time (divisor: the duration); `NaN` before any time has passed. */
  get variance(): number {
    const { mean } = this;
    return this.sum((value) => (value - mean) ** 2) / this.duration;
  }

  /** Smallest value that held for some time, `NaN` before. */
  get min(): number {
    return this.quantile(0);
  }

  get max(): number {
    return this.quantile(1);
  }

  /** The least value that the quantity did not exceed for a share (0 to 1) of the time. */
  quantile(share: number): number {
    this.settle();
    const values = [...this.held].sort(([a], [b]) => a - b);
    let left = share * this.duration;
    for (const [value, seconds] of values) {
      left -= seconds;
      if (left <= 0) return value;
    }
    return values.at(-1)?.[0] ?? Number.NaN;
  }

  private sum(term: (value: number) => number): number {
    this.settle();
    let total = 0;
    for (const [value, seconds] of this.held) total += term(value) * seconds;
    return total;
  }

  private settle(): void {
    const seconds = this.env.now - this.since;
    if (seconds > 0) this.held.set(this.current, (this.held.get(this.current) ?? 0) + seconds);
    this.since = this.env.now;
  }
}
