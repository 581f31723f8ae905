import type { JsonObject } from "../model/index.ts";
import { isObject } from "./document.ts";

/** When a cell ran, in ISO 8601 and UTC. */
export interface CellTiming {
  readonly started: string;
  readonly ended: string;
}

/** The names under which Jupyter's `record_timing` keeps them, so that its extensions read them. */
const startKeys = ["shell.execute_reply.started", "iopub.execute_input"] as const;
const endKey = "shell.execute_reply";

/** Keeps a cell's timing in its metadata, where it survives a reload. */
export function metadataWithTiming(metadata: JsonObject, { started, ended }: CellTiming): JsonObject {
  const before = isObject(metadata.execution) ? metadata.execution : {};
  return {
    ...metadata,
    execution: { ...before, "iopub.execute_input": started, "shell.execute_reply.started": started, [endKey]: ended },
  };
}

/** The timing that a cell's metadata keeps, ours or Jupyter's; undefined where there is none. */
export function timingOf({ execution }: JsonObject): CellTiming | undefined {
  if (!isObject(execution)) return undefined;
  const started = startKeys.map((key) => execution[key]).find(isTime);
  const ended = execution[endKey];
  return started !== undefined && isTime(ended) ? { started, ended } : undefined;
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
