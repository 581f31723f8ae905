import type { TraceBatch } from "../../model/index.ts";
import type { ExecutionStore } from "../../store/index.ts";
import type { TraceToRead } from "./traceQuestion.ts";

/** From the batch on that holds a record. The first one brings every name that came before it. */
export function* batchesFrom(
  store: ExecutionStore,
  { executionId, waiting }: TraceToRead,
  record: number,
): Generator<TraceBatch> {
  const [next] = waiting;
  // What waits brings its own names only: the last stored batch brings the others.
  const from = next === undefined ? record : Math.max(0, Math.min(record, next.first - 1));
  yield* store.traceFrom(executionId, from);
  yield* waiting;
}
