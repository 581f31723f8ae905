import {
  type Json,
  type MessageRecord,
  type StateRecord,
  type TraceBatch,
  TraceBatchReader,
  type WorkflowExecution,
} from "../../model/index.ts";

/** The whole record for `--json`: the store's field names, numbers in full precision, states as intervals. */
export function recordOf(execution: WorkflowExecution, batches: Iterable<TraceBatch>): Record<string, Json> {
  const states: StateRecord[] = [];
  const messages: MessageRecord[] = [];
  const reader = new TraceBatchReader();
  for (const batch of batches) {
    for (const record of reader.records(batch)) {
      if (record.kind === "state") states.push(record);
      else if (record.kind === "message") messages.push(record);
    }
  }
  return {
    ...(snakeCased(execution) as Record<string, Json>),
    metrics: snakeCased(execution.performanceMetrics),
    states: states.map(({ state, substate, time }, index) => {
      return { state, substate, start: time, end: states[index + 1]?.time ?? null };
    }),
    messages: messages.map(({ name, topic, time, body }) => ({ msg_type: name, topic, time, body })),
  };
}

/** Keys that users chose, below these fields, stay as they are. */
const ownKeys = new Set(["parameterValues", "parameterOrigins", "counts", "timeInState", "gaugeMeans"]);

function snakeCased(value: unknown): Json {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== "object" || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [snake(key), ownKeys.has(key) ? (inner as Json) : snakeCased(inner)]),
  );
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
