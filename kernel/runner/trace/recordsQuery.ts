import type { LogLevel, TraceKind } from "../../model/index.ts";

/** Which records of a trace are wanted. */
export interface RecordFilter {
  /** Default: all. */
  readonly kinds?: readonly TraceKind[];
  /** Of logs, only these levels. Default: all. */
  readonly levels?: readonly LogLevel[];
  /** Records whose name, value or text holds this, in either case. Default: all. */
  readonly text?: string;
  /** Only records between two simulated times, both included; reading begins where they do. Default: all. */
  readonly window?: { readonly from: number; readonly to: number };
}

/** A stretch of the records that a filter finds. */
export interface RecordsQuery extends RecordFilter {
  /** How many of those that are found come before the first one wanted. Default 0. */
  readonly offset?: number;
  /** Default 100, at most 1,000. */
  readonly limit?: number;
  /** Characters of a name or a text after which it is cut. Default 1,000. */
  readonly textLength?: number;
}

/** A record as a row of a table; texts may be cut. */
export interface RecordRow {
  /** In the trace. */
  readonly position: number;
  /** Simulated seconds. */
  readonly time: number;
  /** `unknown`: a later version wrote it. */
  readonly kind: TraceKind | "unknown";
  /** State, message type, level of a log, or the name of what was counted, measured or marked, or has a lane. */
  readonly name: string;
  /** Substate, topic, activity, how many, or the value. */
  readonly value: string | number;
  /** Body of a message as JSON, or the text of a log. */
  readonly text: string;
  readonly isCut: boolean;
}

export interface RecordsPage {
  readonly rows: readonly RecordRow[];
  readonly offset: number;
  /** Records found so far. */
  readonly found: number;
  /** Records looked at so far. */
  readonly read: number;
  /** Whether the search has come to the end of what is recorded. If not, ask again: it goes on where it was. */
  readonly isComplete: boolean;
}
