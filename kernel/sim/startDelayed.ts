import type { Environment } from "./environment.ts";
import { quoted, SimulationError } from "./errors.ts";
import type { Process, ProcessSource } from "./process.ts";

/**
 * Start a process after a delay in seconds, more than zero.
 *
 * @returns a process that ends when the other one starts, with that one as its value
 *
 * Source: SimPy `util.py`, `start_delayed`.
 */
export function startDelayed<T>(
  env: Environment,
  source: ProcessSource<T>,
  delay: number,
  name?: string,
): Process<Process<T>> {
  if (!(typeof delay === "number" && delay > 0))
    throw new SimulationError("invalid-delay", `The delay must be more than zero, not ${quoted(delay)}`, env);
  return env.process(function* starter() {
    yield env.timeout(delay);
    return env.process(source, name);
  });
}
