import type {
  EndReason,
  ExecutionStatus,
  Json,
  PerformanceMetrics,
  TraceBatch,
  WorkflowBundle,
  WorkflowDefinitionRecord,
  WorkflowDescription,
  WorkflowExecution,
} from "../model/index.ts";
import type { TraceSummary } from "../summary/traceSummary.ts";

/** A definition about to run; the store gives it a row, or finds the row it already has. */
export interface NewDefinition extends WorkflowDescription {
  /** The TypeScript file's text. */
  readonly source: string;
  readonly sourceHash: string;
  /** What runs: one script with every local import in it, and its source map. Kept, so that an execution can be replayed. */
  readonly bundle: WorkflowBundle;
  readonly bundleHash: string;
  readonly createdBy: string;
}

/** Everything known when an execution begins. The store allocates number and id. */
export type NewExecution = Omit<
  WorkflowExecution,
  | "executionId"
  | "number"
  | "status"
  | "endReason"
  | "endTime"
  | "simulatedEndTime"
  | "performanceMetrics"
  | "errorMessage"
  | "stackTrace"
  | "traceHash"
  | "notes"
>;

/** How an execution ended; written in one transaction with the last of its trace. */
export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, "queued" | "running">;
  readonly endReason: EndReason;
  readonly endTime: string;
  readonly simulatedEndTime: number | null;
  readonly performanceMetrics: PerformanceMetrics | null;
  readonly errorMessage: string | null;
  readonly stackTrace: string | null;
  readonly traceHash: string | null;
  readonly notes?: readonly string[];
}

export interface ExecutionQuery {
  readonly workflowName?: string;
  readonly executedBy?: string;
  readonly status?: readonly ExecutionStatus[];
  /** Executions with exactly these parameter values. */
  readonly parameters?: Readonly<Record<string, Json>>;
  /** ISO 8601; executions that started at or after it. */
  readonly startedFrom?: string;
  /** ISO 8601; executions that started before it. */
  readonly startedBefore?: string;
  /** Newest first; continue after this execution (keyset paging). */
  readonly after?: string;
  /** Default 100. */
  readonly limit?: number;
}

export interface TimeWindow {
  /** Simulated seconds, both ends included. */
  readonly from: number;
  readonly to: number;
}

/** What has changed in the store since a cursor, whoever changed it. */
export interface StoreChanges {
  readonly cursor: number;
  /** Rows that began or ended. */
  readonly executions: readonly WorkflowExecution[];
  readonly deleted: readonly string[];
  /** Running executions that somebody wants stopped: whoever runs them does it. */
  readonly cancelRequested: readonly string[];
  /** Another process or connection wrote something, be it only to a trace. */
  readonly othersWrote: boolean;
}

/** How a store is, for people who look for trouble. */
export interface StoreHealth {
  readonly facts: Readonly<Record<string, string>>;
  /** Sentences; empty when all is well. */
  readonly problems: readonly string[];
}

/** Where definitions, executions and traces are kept. Adapters: SQLite file, memory. Both pass `test/contract`. */
export interface ExecutionStore {
  /** For people: the file's path, or "memory". */
  readonly location: string;
  /** Why nothing can be written, as a sentence; null when it can. */
  readonly readOnly: string | null;
  /** What people should know of where it is kept, such as a slower journal on a network file system. */
  readonly warnings: readonly string[];
  /** Deleted or replaced by somebody while it is open: what is written goes nowhere. */
  readonly isGone: boolean;

  saveDefinition(definition: NewDefinition): WorkflowDefinitionRecord;
  definition(definitionId: number): WorkflowDefinitionRecord | undefined;
  /** Every revision, newest first. */
  definitions(workflowName?: string): WorkflowDefinitionRecord[];
  bundle(definitionId: number): WorkflowBundle | undefined;

  /** Allocates `workflow-user-NNNN` and inserts the row as `running`, in one transaction. */
  begin(execution: NewExecution): WorkflowExecution;
  appendTrace(executionId: string, batch: TraceBatch): void;
  /** Writes the end together with the last of the trace. No effect, and false, when the execution has already ended. */
  finish(executionId: string, end: ExecutionEnd, lastOfTrace?: TraceBatch): boolean;

  execution(executionId: string): WorkflowExecution | undefined;
  executions(query?: ExecutionQuery): WorkflowExecution[];
  /**
   * The batches of a trace in order, optionally only those that touch a window of simulated seconds.
   * The first one brings every name that came before it.
   */
  trace(executionId: string, window?: TimeWindow): Iterable<TraceBatch>;
  /** The batches from the one on that holds a record. The first one brings every name that came before it. */
  traceFrom(executionId: string, record: number): Iterable<TraceBatch>;
  /**
   * What the stored parts of a trace hold, in order, without reading its records: from the part with record `from` on, default the first.
   * Parts of an execution that runs grow: the last one may be longer when it is asked for again.
   */
  traceSummaries(executionId: string, from?: number): Iterable<TraceSummary>;
  /** Records stored of a trace, without reading it. */
  traceLength(executionId: string): number;

  /** Asks whoever runs the execution to stop it; false when it does not run. */
  requestCancel(executionId: string): boolean;
  /** Removes executions that have ended, with their traces; returns the ids that it removed. */
  delete(executionIds: readonly string[]): string[];
  /** What came after `cursor`; begin with the cursor of a first call without one. Cheap when nothing has changed. */
  changes(cursor?: number): StoreChanges;
  /** Looks the whole store over; slow on a large one. */
  health(): StoreHealth;
  close(): void;
}
