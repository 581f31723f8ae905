import type {
  EndReason,
  ExecutionStatus,
  PerformanceMetrics,
  TraceBatch,
  WorkflowDefinitionRecord,
  WorkflowDescription,
  WorkflowExecution,
} from "../model/index.ts";

/** A definition about to run; the store gives it a row, or finds the row it already has. */
export interface NewDefinition extends WorkflowDescription {
  readonly source: string;
  readonly sourceHash: string;
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
}

export interface ExecutionQuery {
  readonly workflowName?: string;
  readonly status?: readonly ExecutionStatus[];
  /** Newest first; continue after this execution (keyset paging). */
  readonly after?: string;
  /** Default 100. */
  readonly limit?: number;
}

/** Where definitions, executions and traces are kept. Adapters: SQLite file, memory. Both pass `test/contract`. */
export interface ExecutionStore {
  /** For people: the file's path, or "memory". */
  readonly location: string;
  saveDefinition(definition: NewDefinition): WorkflowDefinitionRecord;
  definition(definitionId: number): WorkflowDefinitionRecord | undefined;
  /** Allocates `workflow-user-NNNN` and inserts the row as `running`, in one transaction. */
  begin(execution: NewExecution): WorkflowExecution;
  appendTrace(executionId: string, batch: TraceBatch): void;
  /** No effect, and false, when the execution has already ended. */
  finish(executionId: string, end: ExecutionEnd): boolean;
  execution(executionId: string): WorkflowExecution | undefined;
  executions(query?: ExecutionQuery): WorkflowExecution[];
  /** The batches of a trace in order, optionally only those that touch a window of simulated seconds. */
  trace(executionId: string, window?: { readonly from: number; readonly to: number }): Iterable<TraceBatch>;
  close(): void;
}
