import type { Environment } from "./environment.ts";
import { quoted, SimulationError } from "./errors.ts";

/** Throws unless the priority is a number: anything else, and NaN, has no place in the order. */
export function requirePriority(env: Environment, priority: number): void {
  if (typeof priority === "number" && !Number.isNaN(priority)) return;
  throw new SimulationError("invalid-argument", `A priority is a number, not ${quoted(priority)}`, env);
}
