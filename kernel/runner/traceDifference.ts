import { type TraceBatch, TraceBatchReader, type TraceRecord } from "../model/index.ts";

/** Where two traces part: the first records that are not the same; null where one of them has ended. */
export interface TraceDifference {
  /** Records before it, which are equal. */
  readonly position: number;
  readonly first: TraceRecord | null;
  readonly second: TraceRecord | null;
}

/** Reads two traces side by side, no further than to the first difference; null when they are the same. */
export function firstDifference(first: Iterable<TraceBatch>, second: Iterable<TraceBatch>): TraceDifference | null {
  const a = recordsOf(first);
  const b = recordsOf(second);
  for (let position = 0; ; position += 1) {
    const one = a.next().value ?? null;
    const other = b.next().value ?? null;
    if (one === null && other === null) return null;
    if (one === null || other === null || !isSame(one, other)) return { position, first: one, second: other };
  }
}

function* recordsOf(batches: Iterable<TraceBatch>): Generator<TraceRecord, undefined> {
  const reader = new TraceBatchReader();
  for (const batch of batches) yield* reader.records(batch);
  return undefined;
}

/** Equal in every bit: records are plain, and numbers print in full precision. Times first, since they differ most often. */
export function isSame(one: TraceRecord, other: TraceRecord): boolean {
  return Object.is(one.time, other.time) && JSON.stringify(one) === JSON.stringify(other);
}
