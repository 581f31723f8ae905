import type {
  EndReason,
  ExecutionLabels,
  ExecutionStatus,
  Json,
  PerformanceMetrics,
  Progress,
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
  | "labels"
> & {
  /** The record names itself as its batch. Default false. */
  readonly beginsBatch?: boolean;
};

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
  /** A text of the query language, such as `status:failed stf_interval>1.5 since:7d`; a wrong one throws a `QueryError`. */
  readonly matching?: string;
  readonly workflowName?: string;
  readonly executedBy?: string;
  readonly status?: readonly ExecutionStatus[];
  /** Path of the notebook that they were started from; null: not from a notebook. */
  readonly notebook?: string | null;
  /** Executions of this batch; null: those that were asked for alone. */
  readonly batch?: string | null;
  /** Executions with exactly these parameter values. */
  readonly parameters?: Readonly<Record<string, Json>>;
  /** Executions that have no parameter of this name. */
  readonly withoutParameter?: string;
  /** ISO 8601; executions that started at or after it. */
  readonly startedFrom?: string;
  /** ISO 8601; executions that started before it. */
  readonly startedBefore?: string;
  /** Default: in the order of their start, newest first. */
  readonly order?: ExecutionOrder;
  /** In that order, continue after this execution (keyset paging). */
  readonly after?: string;
  /** Default 100; scripts may say `Infinity`. */
  readonly limit?: number;
}

/** Those with equal values stand in the order of their start, in the same direction; those that have no such value come last, newest first. */
export interface ExecutionOrder {
  /** `start`, `simulated` (seconds), `took` (wall time), `events`, `workflow`, `user`, `status`, `id`, `parameter.<name>`, `count.<name>` or `mean.<gauge>`. */
  readonly by: string;
  /** Default false: the smallest or earliest first. */
  readonly descending?: boolean;
}

/** By what executions are put together. `parameter.<name>`: by that parameter's value. */
export type GroupedBy = "workflow" | "day" | "status" | "notebook" | "batch" | "user" | `parameter.${string}`;

/** Executions that have something in common, counted. */
export interface ExecutionGroup {
  /**
   * What they have in common: a name, a status, a day in the time zone of whoever asks (`2026-11-03`), a path, a parameter's value.
   * Null for those that have none; `{}` for those whose value is a list or a table.
   */
  readonly value: Json;
  readonly count: number;
  readonly running: number;
  readonly failed: number;
  /** What finds them: to be put together with the query that was grouped. Absent where nothing can: values that are lists or tables. */
  readonly query?: ExecutionQuery;
}

export interface ExecutionGroups {
  /** At most `mostGroups`: by day and workflow the newest first, by status what needs a look first, by value in its order. */
  readonly groups: readonly ExecutionGroup[];
  /** More groups than these. */
  readonly isCut: boolean;
}

/** Groups beyond these are left out. */
export const mostGroups = 1000;

/** What a store holds, to complete a query with. */
export interface KnownValues {
  readonly workflows: readonly string[];
  readonly users: readonly string[];
  readonly notebooks: readonly string[];
  readonly batches: readonly string[];
  readonly tags: readonly string[];
  /** Names of parameters, counts and gauges. */
  readonly parameters: readonly string[];
  readonly counts: readonly string[];
  readonly gauges: readonly string[];
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

/** What is not named stays as it is. */
export interface LabelChange extends Partial<Pick<ExecutionLabels, "pinned" | "protected" | "note">> {
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
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
  /** Nothing was recorded there yet, and nothing was made to hold it. Default false. */
  readonly isUnmade?: boolean;

  saveDefinition(definition: NewDefinition): WorkflowDefinitionRecord;
  definition(definitionId: number): WorkflowDefinitionRecord | undefined;
  /** Every revision, newest first. */
  definitions(workflowName?: string): WorkflowDefinitionRecord[];
  bundle(definitionId: number): WorkflowBundle | undefined;

  /** Allocates `workflow-user-NNNN` and inserts the row as `running`, in one transaction. */
  begin(execution: NewExecution): WorkflowExecution;
  appendTrace(executionId: string, batch: TraceBatch): void;
  /** Leaves word of how far a running execution is, for other processes; without effect when it has ended. */
  saveProgress(progress: Progress): void;
  /** The last word of each running execution that has left one, in the order of their start. */
  progress(): Progress[];
  /** Writes the end together with the last of the trace. No effect, and false, when the execution has already ended. */
  finish(executionId: string, end: ExecutionEnd, lastOfTrace?: TraceBatch): boolean;

  /** Undefined for one that was deleted, also while it can still be restored. */
  execution(executionId: string): WorkflowExecution | undefined;
  /** Throws a `QueryError` when `matching` cannot be read. */
  executions(query?: ExecutionQuery): WorkflowExecution[];
  /** How many there are, whatever `order`, `after` and `limit` say. */
  count(query?: ExecutionQuery): number;
  /** Puts together what a query finds. Days are those of this machine's time zone. */
  groups(by: GroupedBy, query?: ExecutionQuery): ExecutionGroups;
  /** Names and values, each list in its order, at most a thousand of each. */
  knownValues(): KnownValues;
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
  /** From now on no more executions of the batch are to begin that this one, its first, stands for, whoever starts them; false where there is no such execution. */
  cancelBatch(executionId: string): boolean;
  isBatchCancelled(executionId: string): boolean;
  /** Changes what people say of executions; returns those that are changed. Throws a `RangeError` for a tag or a note that cannot be. */
  label(executionIds: readonly string[], change: LabelChange): WorkflowExecution[];
  /** Hides executions that have ended and are not protected, until they are restored or deleted; returns the ids that it hid. */
  trash(executionIds: readonly string[]): string[];
  /** Takes back `trash`; returns what is there again. */
  restore(executionIds: readonly string[]): WorkflowExecution[];
  /** Removes for good what was hidden before a moment, ISO 8601; returns the ids. */
  emptyTrash(before: string): string[];
  /** Removes executions that have ended and are not protected, with their traces; returns the ids that it removed. */
  delete(executionIds: readonly string[]): string[];
  /** What came after `cursor`; begin with the cursor of a first call without one. Cheap when nothing has changed. */
  changes(cursor?: number): StoreChanges;
  /** Looks the whole store over; slow on a large one. */
  health(): StoreHealth;
  close(): void;
}
