import { quoted, SimulationError } from "./errors.ts";
import type { Event } from "./event.ts";
import { Process } from "./process.ts";

/** Steps that each living process may take at one time on top of the limit. */
const STEPS_PER_PROCESS = 10;

/** Notices that the clock of a run does not move. It looks now and then only, so that it costs nothing. */
export class ClockGuard {
  /** Steps that are too many at one time, but for those of `STEPS_PER_PROCESS`. */
  readonly limit: number;
  private time = Number.NaN;
  private since = 0;

  /** Throws unless the limit is a number, more than zero. */
  constructor(limit: number) {
    if (!(typeof limit === "number" && limit > 0)) {
      const fault = `maxStepsWithoutTime is a number, more than zero, not ${quoted(limit)}`;
      throw new SimulationError("invalid-argument", fault);
    }
    this.limit = limit;
  }

  /** Steps for which the clock has stood still, if these are too many, else 0. */
  stalledFor(time: number, steps: number, processesAlive: number): number {
    if (time !== this.time) {
      this.time = time;
      this.since = steps;
    }
    const stood = steps - this.since;
    return stood >= this.limit + STEPS_PER_PROCESS * processesAlive ? stood : 0;
  }
}

/** Counts which processes run, by name. */
export class ProcessCensus {
  private readonly counts = new Map<string, number>();

  /** An event is about to be processed. */
  record(event: Event<any>): void {
    for (const callback of event.callbacks ?? []) {
      if (callback instanceof Process) this.counts.set(callback.name, (this.counts.get(callback.name) ?? 0) + 1);
    }
  }

  /** Names, the busiest first. */
  names(): string[] {
    return [...this.counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  }
}
