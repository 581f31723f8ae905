import { TraceBatchReader } from "../../model/index.ts";
import type { TracedExecution } from "./tracedExecution.ts";

/** One JSON object: `execution` as the library knows it, and `trace`, an array with a record on each line. */
export function* jsonTrace({ execution, trace }: TracedExecution): Generator<string> {
  const reader = new TraceBatchReader();
  yield `{"execution":${JSON.stringify(execution)},\n"trace":[`;
  let separator = "\n";
  for (const batch of trace) {
    for (const record of reader.records(batch)) {
      yield separator + JSON.stringify(record);
      separator = ",\n";
    }
  }
  yield "\n]}\n";
}
