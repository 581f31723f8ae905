import type { Json, JsonObject } from "../model/index.ts";
import { shortened } from "../views/index.ts";

/** How much of a record is told: the rest is left out, and said so. An answer is read by a model, not by a person who scrolls. */
export interface Bounds {
  readonly values: number;
  /** Characters of a text, or of the JSON of a value. */
  readonly text: number;
  /** Characters of a name. */
  readonly name: number;
}

/** One that is told alone. */
export const alone: Bounds = { values: 60, text: 2_000, name: 200 };
/** Where many are listed. */
export const inList: Bounds = { values: 12, text: 200, name: 60 };

export function cut(record: Readonly<Record<string, Json>>, bounds: Bounds = alone): JsonObject {
  const entries = Object.entries(record);
  const kept = Object.fromEntries(
    entries.slice(0, bounds.values).map(([name, value]) => [shortened(name, bounds.name), cutText(value, bounds.text)]),
  );
  // Names that begin alike may be one when they are cut.
  const leftOut = entries.length - Object.keys(kept).length;
  return { ...kept, ...(leftOut > 0 ? { "…": `${leftOut} more` } : {}) };
}

export function cutText(value: Json, longest: number): Json {
  if (typeof value === "string") return shortened(value, longest);
  const text = JSON.stringify(value);
  return text.length <= longest ? value : `${text.slice(0, longest)}…`;
}

/** A text of several lines. */
export function cutLines(text: string, longest = alone.text): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
