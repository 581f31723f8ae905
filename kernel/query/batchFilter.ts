import { quotedValue } from "./complete.ts";

/** The filter that finds what was asked for together, as a sweep or as replications, by the execution that began first. */
export function batchFilter(batch: string): string {
  return `batch:${quotedValue(batch)}`;
}
