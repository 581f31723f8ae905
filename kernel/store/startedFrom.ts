import type { StartedFrom } from "../model/index.ts";
import type { NewExecution } from "./store.ts";

/** Where an execution was started from, as its record has it: the first of a batch names itself. */
export function startedFromOf({ startedFrom, beginsBatch }: NewExecution, executionId: string): StartedFrom | null {
  return beginsBatch === true ? { ...startedFrom, batch: executionId } : startedFrom;
}
