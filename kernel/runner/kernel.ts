import type {
  ParameterValues,
  Progress,
  RunOptions,
  StartedFrom,
  TraceBatch,
  TraceDifference,
  ValueOrigins,
  WorkflowDefinitionRecord,
  WorkflowExecution,
} from "../model/index.ts";
import type {
  ExecutionGroups,
  ExecutionQuery,
  GroupedBy,
  KnownValues,
  LabelChange,
  StoreHealth,
  TimeWindow,
} from "../store/index.ts";
import type { Timeline } from "../summary/timeline.ts";
import type { WorkflowText } from "../workflow/bundle.ts";
import type { WorkflowListing } from "../workflow/registry.ts";
import type { ExportFormat } from "./export/exportTrace.ts";
import type { ThreadName } from "./threadProtocol.ts";
import type { RecordsPage, RecordsQuery } from "./trace/recordsQuery.ts";
import type { Verification } from "./verify.ts";

export type { Progress } from "../model/index.ts";
export type { WorkflowProblem } from "../workflow/loaderProblem.ts";
export type { WorkflowListing } from "../workflow/registry.ts";

/** What to run. The config is resolved and validated; the worker validates it once more against the definition's schema. */
export interface StartRequest {
  /** A name, or the path of a TypeScript file relative to the workspace. */
  readonly workflow: string;
  /** The workflow itself, where it stands in no file of its own, such as one defined in a notebook. */
  readonly source?: WorkflowText;
  /** Refused when the definition found has another version. */
  readonly version?: string;
  readonly parameters: ParameterValues;
  readonly origins?: ValueOrigins;
  readonly run?: RunOptions;
  readonly startedFrom?: StartedFrom;
  /** Its id is to be its own batch: others follow, whose `startedFrom` names it. Default false. */
  readonly beginsBatch?: boolean;
  /** Goes on when whoever started it goes away. Default false: it is cancelled then. */
  readonly detached?: boolean;
}

/** Figures of a dry simulation. */
export interface Prediction {
  /** Simulated seconds. */
  readonly simulatedEndTime: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly events: number;
}

/** A stored definition without its text, which may be long. */
export type DefinitionRevision = Omit<WorkflowDefinitionRecord, "source" | "parameterSchema" | "defaults">;

export type KernelEvent =
  /** A row was begun or ended, by whatever process. */
  | { readonly type: "execution"; readonly execution: WorkflowExecution }
  /** An execution of this kernel has recorded something: `records` so far. They are in `trace(executionId)`, and drawn in its `timeline`. */
  | { readonly type: "trace"; readonly executionId: string; readonly records: number }
  /** How far an execution is: of this kernel ten times a second; `elsewhere`, in another process, about once. */
  | { readonly type: "progress"; readonly progress: Progress; readonly elsewhere?: true }
  /** Something else wrote to the store; `deleted` names executions that are gone. */
  | { readonly type: "store"; readonly deleted: readonly string[] }
  /** The workflows on disk changed. */
  | { readonly type: "workflows" }
  /** A notebook's thread says something that was not asked for, such as what a cell shows while it runs. */
  | { readonly type: "thread"; readonly thread: ThreadName; readonly message: unknown }
  /** The kernel process died and was started again; what ran in it is marked as lost. */
  | { readonly type: "restarted"; readonly reason: string };

/**
 * What runs workflows and keeps their records, wherever it lives: in this process (`LocalKernel`) or in a child (`KernelProcess`).
 * When `start` resolves, the execution is stored and running.
 */
export interface Kernel {
  workflows(): Promise<WorkflowListing>;
  /**
   * Throws `StartRefusedError` when nothing was stored: unknown workflow, invalid parameters, a file that does not load; `BatchCancelledError`
   * when its batch was cancelled.
   */
  start(request: StartRequest): Promise<WorkflowExecution>;
  /** What a run would give, by a dry simulation that records nothing; undefined where that is not cheap. */
  predict(request: StartRequest): Promise<Prediction | undefined>;
  /** Resolves with the ended record, however it ended. Throws when there is no such execution. */
  finished(executionId: string): Promise<WorkflowExecution>;
  /** Resolves once it is stopped, wherever it runs; false when it was not running. */
  cancel(executionId: string): Promise<boolean>;
  /** Stops those of a batch that run, wherever they run, and lets no more of it begin. Resolves once they are stopped; tells how many there were. */
  cancelBatch(batch: string): Promise<number>;
  /** False when it was not running here. */
  pause(executionId: string): Promise<boolean>;
  resume(executionId: string): Promise<boolean>;
  /** Wall seconds per simulated second, from now on. False when it does not run here in real time. */
  setFactor(executionId: string, factor: number): Promise<boolean>;
  execution(executionId: string): Promise<WorkflowExecution | undefined>;
  /** Throws a `QueryError` when `matching` cannot be read. */
  executions(query?: ExecutionQuery): Promise<WorkflowExecution[]>;
  /** How many executions a query finds, whatever its order and page. */
  count(query?: ExecutionQuery): Promise<number>;
  /** What a query finds, put together and counted. */
  groups(by: GroupedBy, query?: ExecutionQuery): Promise<ExecutionGroups>;
  /** What there is to complete a query with. */
  knownValues(): Promise<KnownValues>;
  /** Everything recorded so far, live or stored. */
  trace(executionId: string, window?: TimeWindow): Promise<TraceBatch[]>;
  /**
   * The trace so far, small enough to draw however long it is; finer between the two times of `window`, where more is known of it.
   * Undefined when there is no such execution.
   */
  timeline(executionId: string, window?: TimeWindow): Promise<Timeline | undefined>;
  /** Some of the records so far, found and cut to what a table can show, however long the trace is. */
  records(executionId: string, query: RecordsQuery): Promise<RecordsPage>;
  /** Where the traces of two executions part; null when they are the same. Reads no further than that, and holds neither. */
  firstDifference(first: string, second: string): Promise<TraceDifference | null>;
  /** Writes an execution for other programs to a file (an absolute path), in place of one that is there. Throws when there is no such execution. */
  exportTrace(executionId: string, format: ExportFormat, file: string): Promise<void>;
  /** Changes what people say of executions; returns those that are changed. Throws a `RangeError` for a tag or a note that cannot be. */
  label(executionIds: readonly string[], change: LabelChange): Promise<WorkflowExecution[]>;
  /** Hides executions that have ended and are not protected; they are removed when this kernel closes, unless they are restored. Returns their ids. */
  trash(executionIds: readonly string[]): Promise<string[]>;
  /** Takes back `trash`; returns what is there again. */
  restore(executionIds: readonly string[]): Promise<WorkflowExecution[]>;
  /** Removes executions that have ended and are not protected; returns the ids that it removed. */
  delete(executionIds: readonly string[]): Promise<string[]>;
  /** Asks a notebook's thread, which starts with the first question. Throws a `ThreadLostError` when it ends before it answers. */
  askThread(thread: ThreadName, question: unknown): Promise<unknown>;
  /** Ends a notebook's thread, wherever it is, with all that it holds; false when there was none. */
  endThread(thread: ThreadName): Promise<boolean>;
  /** Runs an ended execution again from its record and compares; nothing is stored. */
  verify(executionId: string): Promise<Verification>;
  /** Every revision of a definition that ran, newest first. */
  definitions(workflowName?: string): Promise<WorkflowDefinitionRecord[]>;
  /** The revision that ran; undefined when there is none with this id. */
  definition(definitionId: number): Promise<WorkflowDefinitionRecord | undefined>;
  /** Every revision of a definition that ran, newest first, without the texts. */
  revisions(workflowName: string): Promise<DefinitionRevision[]>;
  /** Looks the store over, for people who look for trouble. */
  health(): Promise<StoreHealth>;
  /** Where records are kept, for people. */
  location(): Promise<string>;
  onEvent(listener: (event: KernelEvent) => void): () => void;
  close(): Promise<void>;
}
