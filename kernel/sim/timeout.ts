import type { Environment } from "./environment.ts";
import { quoted, SimulationError } from "./errors.ts";
import { Event } from "./event.ts";

/**
 * An event that happens after a delay; it is triggered from the start.
 *
 * Source: SimPy `events.py`, `Timeout`. Unlike SimPy it refuses NaN.
 */
export class Timeout<T = undefined> extends Event<T> {
  constructor(env: Environment, delay: number, value?: T) {
    super(env);
    if (!(delay >= 0) || typeof delay !== "number") requireDelay(env, delay);
    this._value = value;
    env._announce(this, delay);
  }
}

/** Throws unless the delay is a number of seconds, zero or more. */
export function requireDelay(env: Environment, delay: number): void {
  if (delay >= 0 && typeof delay === "number") return;
  const isNegative = delay < 0 && typeof delay === "number";
  const fault = isNegative ? `Negative delay ${delay}` : `Delay ${quoted(delay)} is not a number of seconds`;
  throw new SimulationError("invalid-delay", fault, env);
}
