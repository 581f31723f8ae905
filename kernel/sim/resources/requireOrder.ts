import type { Environment } from "../environment.ts";
import { quoted, SimulationError } from "../errors.ts";

/** Items of one kind can be compared with `<`. */
export type Order = "number" | "text";

/**
 * By what `<` orders an item: itself, or what its `valueOf` gives.
 *
 * Throws if it has no order. `<` would compare arrays and plain objects as the texts they turn into, and NaN with nothing.
 */
export function requireOrder(env: Environment, item: unknown): Order {
  const compared = typeof item === "object" && item !== null && "valueOf" in item ? item.valueOf() : item;
  if (typeof compared === "string") return "text";
  if (typeof compared === "number" && !Number.isNaN(compared)) return "number";
  if (typeof compared === "bigint" || typeof compared === "boolean") return "number";
  refuse(env, item, "has no order: numbers and texts have, dates, and objects with such a valueOf");
}

/** Throws unless the item has the order of those that are there. */
export function requireSameOrder(env: Environment, item: unknown, expected: Order): void {
  if (requireOrder(env, item) !== expected)
    refuse(env, item, `cannot be compared with the items that are there, which are ordered as ${expected}s`);
}

function refuse(env: Environment, item: unknown, fault: string): never {
  const advice = "PriorityItem gives an item a priority of its own";
  throw new SimulationError("invalid-argument", `The item ${quoted(item)} ${fault}; ${advice}`, env);
}
