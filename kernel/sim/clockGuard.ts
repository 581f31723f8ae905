import type { Environment } from "./environment.ts";
import { ClockStalledError } from "./errors.ts";

/** Steps that are watched for the names of the processes that spin. */
const WATCHED_STEPS = 1_000;

/** Ends a run whose clock does not move. */
export class ClockGuard {
  private readonly limit: number;
  private time = Number.NaN;
  private since = 0;
  private seen = new Map<string, number>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** After a step: throws `ClockStalledError` if the clock has stood still for too long. */
  check(env: Environment): void {
    if (env.now !== this.time) {
      this.time = env.now;
      this.since = env.stepCount;
      this.seen.clear();
      return;
    }
    const steps = env.stepCount - this.since;
    const allowed = this.limit + 10 * env._processesAlive;
    if (steps < allowed - WATCHED_STEPS) return;
    const name = env._lastResumed?.name;
    if (name !== undefined) this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
    if (steps >= allowed) throw new ClockStalledError(env, steps, byFrequency(this.seen));
  }
}

function byFrequency(counts: Map<string, number>): string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
