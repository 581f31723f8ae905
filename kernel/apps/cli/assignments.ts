import { messageOf, parseOverride } from "../../config/index.ts";

/** The values of `key=value` options, by key. @throws Error where one is no such thing. */
export function assignments(given: readonly string[]): Record<string, unknown> {
  const entries = given.map((setting) => {
    const parsed = parseOverride(setting);
    if (parsed.diagnostic !== undefined) throw new Error(messageOf(parsed.diagnostic));
    return [parsed.key, parsed.value] as const;
  });
  // Not by assignment: `__proto__` is a name like any other here.
  return Object.fromEntries(entries);
}
