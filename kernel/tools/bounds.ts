import type { Json, JsonObject } from "../model/index.ts";
import { shortened } from "../views/index.ts";

/** Values of one record beyond these are left out, and said so: an answer is read by a model, not by a person who scrolls. */
export const mostValues = 60;
export const longestText = 2_000;
/** Where many are listed. */
export const longestInList = 200;

export function cut(record: Readonly<Record<string, Json>>, longest = longestText): JsonObject {
  const entries = Object.entries(record);
  const kept = entries.slice(0, mostValues).map(([name, value]) => [shortened(name, 200), cutText(value, longest)]);
  const leftOut = entries.length - kept.length;
  return { ...(Object.fromEntries(kept) as Record<string, Json>), ...(leftOut > 0 ? { "…": `${leftOut} more` } : {}) };
}

export function cutText(value: Json, longest: number): Json {
  if (typeof value === "string") return shortened(value, longest);
  const text = JSON.stringify(value);
  return text.length <= longest ? value : `${text.slice(0, longest)}…`;
}
