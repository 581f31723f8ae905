import { stringify } from "smol-toml";

/** A value as TOML writes it: `2`, `"text"`, `[1, 2]`. */
export function formatTomlValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(formatTomlValue).join(", ")}]`;
  if (typeof value === "number" && Number.isFinite(value))
    return Object.is(value, -0) ? "-0.0" : String(value).replace("e+", "e");
  return stringify({ v: value }).trim().replace(/^v = /, "");
}

/** A key as TOML writes it, quoted where it must be. */
export function formatTomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
