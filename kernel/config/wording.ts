/** Small words that sentences are made of. */

export function quoted(name: unknown): string {
  return `"${String(name)}"`;
}

/** A value as it would be written in TOML, shortened. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function withUnit(value: unknown, unit: unknown): string {
  return typeof unit === "string" ? `${String(value)} ${unit}` : String(value);
}

export function list(parts: readonly string[], last: "and" | "or" = "and"): string {
  if (parts.length <= 1) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} ${last} ${parts.at(-1)}`;
}

const kinds: Readonly<Record<string, string>> = {
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  string: "a text in quotes",
  array: "an array",
  object: "a table",
  any: "a value",
};

/** "a number (s) of at least 0" from a type and its limits. */
export function inWords(expected: string, facts: Readonly<Record<string, any>>): string {
  const { unit, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = facts;
  const limits = [
    minimum !== undefined && `at least ${minimum}`,
    exclusiveMinimum !== undefined && `greater than ${exclusiveMinimum}`,
    maximum !== undefined && `at most ${maximum}`,
    exclusiveMaximum !== undefined && `less than ${exclusiveMaximum}`,
  ].filter((limit) => limit !== false);
  const kind = kinds[expected] ?? expected;
  const measure = unit === "s" ? `${kind} of seconds` : unit ? `${kind} in ${unit}` : kind;
  return limits.length > 0 ? `${measure}, ${limits.join(" and ")}` : measure;
}

/** Simulated seconds for people: no float's tail, at most a thousandth. */
export function seconds(value: number): string {
  return `${Number(value.toFixed(3))} s`;
}

export { groupedNumber } from "../model/index.ts";
