import { chromeTrace } from "./chromeTrace.ts";
import { csvTrace } from "./csvTrace.ts";
import { jsonTrace } from "./jsonTrace.ts";
import type { TracedExecution } from "./tracedExecution.ts";

/** `json`: the record and its whole trace; `csv`: the trace as a table; `chrome`: for Perfetto and chrome://tracing. */
export type ExportFormat = "json" | "csv" | "chrome";

/** An execution for other programs, piece by piece, so that a long trace is never one text. */
export function exportTrace(traced: TracedExecution, format: ExportFormat): Generator<string> {
  const writers = { json: jsonTrace, csv: csvTrace, chrome: chromeTrace } as const;
  return writers[format](traced);
}
