import type { Environment } from "./environment.ts";
import { quoted, SimulationError } from "./errors.ts";
import { Event, type EventWaiter, PENDING, URGENT } from "./event.ts";

/**
 * One `run`, taken in slices: between two slices the caller may look at a cancel flag, write out a trace, pause.
 *
 * The slices together take exactly the steps that one `env.run(until)` takes.
 */
export class Run implements EventWaiter {
  private readonly env: Environment;
  private readonly until: Event<any> | null;
  private readonly isTimed: boolean;
  private outcome: unknown = PENDING;

  /** @internal Use `env.runInSlices`. */
  constructor(env: Environment, until?: number | Event<any>) {
    this.env = env;
    this.isTimed = typeof until === "number";
    this.until = typeof until === "number" ? endAt(env, until) : (until ?? null);
    if (this.until === null) return;
    requireEvent(env, this.until);
    if (this.until.processed) this.outcome = this.until.value;
    // In a list even if it is alone: what stands behind it happens when the simulation goes on.
    else this.until._list().push(this);
  }

  /** Has the schedule run dry, or `until` come? */
  get finished(): boolean {
    return this.outcome !== PENDING;
  }

  /** Value of the `until` event, once finished. */
  get value(): unknown {
    return this.outcome === PENDING ? undefined : this.outcome;
  }

  /**
   * Take at most `maxSteps` steps (default: all that are left).
   *
   * @returns whether the run has finished
   * @throws the error of a process that failed with nobody waiting for it; `ClockStalledError`
   */
  advance(maxSteps = Number.POSITIVE_INFINITY): boolean {
    if (!this.finished) this.env._advance(this, maxSteps);
    return this.finished;
  }

  /** The run is not gone on with: an event that it was to end with may still happen, and ends nothing; a time does not come any more. */
  abandon(): void {
    if (this.until === null || this.until.processed) return;
    this.until._remove(this);
    if (this.isTimed) this.env._withdraw(this.until);
  }

  /** The `until` event has happened. */
  wake(event: Event<any>): void {
    if (!event._ok) throw event._value;
    this._finish(event._value);
    this.env._stop(event._value);
  }

  /** @internal */
  _finish(value: unknown): void {
    this.outcome = value;
  }

  /** @internal The schedule has run dry. */
  _ranDry(): void {
    if (this.until !== null) {
      throw new SimulationError(
        "until-never-triggered",
        `No scheduled events left but the "until" event was not triggered: ${this.until.toString()}`,
        this.env,
      );
    }
    this.outcome = undefined;
  }
}

/** An urgent event at a time, so that normal events due at that very time do not run. Source: SimPy `core.py`, `run`. */
function endAt(env: Environment, time: number): Event<undefined> {
  if (!(time > env.now)) {
    throw new SimulationError("invalid-time", `until (${time}) must be later than the current simulation time`, env);
  }
  const end = new Event<undefined>(env);
  end._value = undefined;
  env.schedule(end, URGENT, time - env.now);
  return end;
}

function requireEvent(env: Environment, until: unknown): void {
  if (!(until instanceof Event)) {
    throw new SimulationError("invalid-argument", `A run is until a time or an event, not ${quoted(until)}`, env);
  }
  if (until.env !== env) {
    throw new SimulationError("mixed-environments", "A run cannot wait for an event of a different environment", env);
  }
}
