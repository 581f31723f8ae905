import type { Json } from "../model/index.ts";

/** A text as nbformat keeps it, in one string or in a list of its lines; undefined where it is neither. */
export function multilineText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || !(value as readonly Json[]).every((line) => typeof line === "string")) return undefined;
  return value.join("");
}

/** The same to be shown: of what other programs wrote, as much as is text. */
export function shownText(value: Json | undefined): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map(shownText).join("");
  return typeof value === "string" ? value : "";
}
