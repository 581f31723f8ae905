import type { Environment } from "./environment.ts";
import { inWords, SimulationError } from "./errors.ts";

/**
 * Returns the options, if they are some, with known names only. SimPy takes them by position too: `new Resource(env, 2)` would be a
 * resource of one slot, in silence, where nobody checks types.
 */
export function requireOptions<O extends object>(
  env: Environment | undefined,
  options: O,
  known: readonly string[],
): O {
  if (typeof options !== "object" || options === null) refuse(env, `not ${inWords(options)}`, known);
  // Without a list of names: requests have options as well.
  for (const name in options) if (!known.includes(name)) refuse(env, `not "${name}"`, known);
  return options;
}

function refuse(env: Environment | undefined, fault: string, known: readonly string[]): never {
  const example = `{ ${known.map((name) => `${name}: ...`).join(", ")} }`;
  throw new SimulationError("invalid-argument", `Options are given by name, as in ${example}, ${fault}`, env);
}
