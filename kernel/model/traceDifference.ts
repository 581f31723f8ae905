import type { TraceRecord } from "./trace.ts";

/** Where two traces part: the first records that are not the same; null where one of them has ended. */
export interface TraceDifference {
  /** Position of these records in the trace. All before it are equal. */
  readonly position: number;
  readonly first: TraceRecord | null;
  readonly second: TraceRecord | null;
  /** The last record that both have; absent where they part at the start. */
  readonly before?: TraceRecord;
}
