import type { TraceBatch, WorkflowExecution } from "../../model/index.ts";
import type { ExportFormat } from "../export/exportTrace.ts";
import type { TimelineQuestion } from "../timelineQuestion.ts";
import type { RecordsQuery } from "./recordsQuery.ts";

/** A trace to read; `waiting`: what of it could not be stored yet, as on a full disk. */
export interface TraceToRead {
  readonly executionId: string;
  readonly waiting: readonly TraceBatch[];
}

/** The answer is a `RecordsPage`. */
export interface RecordsQuestion extends TraceToRead {
  readonly query: RecordsQuery;
}

/** The answer is a `TraceDifference`, or null. */
export interface DifferenceQuestion {
  readonly first: TraceToRead;
  readonly second: TraceToRead;
}

/** The answer comes when the file is written. */
export interface ExportQuestion extends Pick<TraceToRead, "waiting"> {
  readonly execution: WorkflowExecution;
  readonly format: ExportFormat;
  readonly file: string;
}

/** What the kernel asks the thread that reads stored traces, so that a long one holds up no execution. */
export type TraceQuestion =
  | { readonly type: "timeline"; readonly question: TimelineQuestion }
  | { readonly type: "records"; readonly question: RecordsQuestion }
  | { readonly type: "difference"; readonly question: DifferenceQuestion }
  | { readonly type: "export"; readonly question: ExportQuestion };
