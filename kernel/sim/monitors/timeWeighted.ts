import type { Environment } from "../environment.ts";
import { quoted, SimulationError } from "../errors.ts";
import { requireShare } from "./requireShare.ts";

/** V8's maps end at 2^24 entries. */
const LARGEST_MAP = 2 ** 23;

/** Sums of durations are off by so much of the whole: a quantile at the very end of a value's time is that value. */
const ROUNDING = 1e-12;

/** Statistics of a quantity that holds for a while: a queue's length, a tank's level. Each value weighs as long as it held. */
export class TimeWeighted {
  private readonly env: Environment;
  private current: number;
  private since: number;
  /** Seconds for which each value held: in the last map, once there is more than one. */
  private readonly held = [new Map<number, number>()];

  constructor(env: Environment, value: number) {
    requireNumber(value);
    this.env = env;
    this.current = value;
    this.since = env.now;
  }

  /** The quantity has this value from now on. Throws if it is no number. */
  record(value: number): void {
    requireNumber(value);
    if (value === this.current) return;
    this.settle();
    this.current = value;
  }

  /** Forget all that has been; start anew with the value of now. Ends a warm-up. */
  reset(): void {
    this.held.splice(0, this.held.length, new Map());
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
    return this.values()[0]?.[0] ?? Number.NaN;
  }

  get max(): number {
    return this.values().at(-1)?.[0] ?? Number.NaN;
  }

  /** The least value that the quantity did not exceed for a share (0 to 1) of the time. Throws if the share is not from 0 to 1. */
  quantile(share: number): number {
    requireShare(share);
    if (share === 1) return this.max;
    const values = this.values();
    const { duration } = this;
    let left = share * duration;
    const rounding = ROUNDING * duration;
    for (const [value, seconds] of values) {
      left -= seconds;
      if (left <= rounding) return value;
    }
    return values.at(-1)?.[0] ?? Number.NaN;
  }

  /** With the seconds for which each held, in order. */
  private values(): [value: number, seconds: number][] {
    this.settle();
    return this.held.flatMap((held) => [...held]).sort(([a], [b]) => a - b);
  }

  private sum(term: (value: number) => number): number {
    this.settle();
    let total = 0;
    for (const held of this.held) for (const [value, seconds] of held) total += term(value) * seconds;
    return total;
  }

  private settle(): void {
    const seconds = this.env.now - this.since;
    if (seconds > 0) this.hold(this.current, seconds);
    this.since = this.env.now;
  }

  private hold(value: number, seconds: number): void {
    const held = this.held.at(-1)!;
    held.set(value, (held.get(value) ?? 0) + seconds);
    if (held.size >= LARGEST_MAP) this.held.push(new Map());
  }
}

function requireNumber(value: number): void {
  if (typeof value === "number" && !Number.isNaN(value)) return;
  throw new SimulationError("invalid-argument", `A monitored quantity is a number, not ${quoted(value)}`);
}
