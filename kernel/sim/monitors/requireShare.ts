import { quoted, SimulationError } from "../errors.ts";

/** Throws unless the share of a quantile is from 0 to 1. */
export function requireShare(share: number): void {
  if (share >= 0 && share <= 1) return;
  const fault = `A quantile's share is a number from 0 to 1, such as 0.95, not ${quoted(share)}`;
  throw new SimulationError("invalid-argument", fault);
}
