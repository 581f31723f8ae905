import type { ParameterValues, RunOptions, StartedFrom, TraceBatch, ValueOrigins, WorkflowDescription, WorkflowExecution } from "../model/index.ts";
import type { ExecutionQuery } from "../store/store.ts";

/** What to run. The config is resolved and validated; the worker validates it once more against the definition's schema. */
export interface StartRequest {
  readonly workflow: string;
  /** Refused when the definition found has another version. */
  readonly version?: string;
  readonly parameters: ParameterValues;
  readonly origins?: ValueOrigins;
  readonly run?: RunOptions;
  readonly startedFrom?: StartedFrom;
}

export interface Progress {
  readonly executionId: string;
  /** Simulated seconds. */
  readonly now: number;
  readonly until: number | null;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly state: string | null;
  readonly substate: string | null;
  readonly wallTimeMs: number;
}

/** The workflows of a workspace, and the files that should hold one and do not load. */
export interface WorkflowListing {
  readonly workflows: readonly WorkflowDescription[];
  readonly problems: readonly WorkflowProblem[];
}

export interface WorkflowProblem {
  readonly file: string;
  /** Zero-based; absent where the place is unknown. */
  readonly line?: number;
  readonly character?: number;
  readonly message: string;
}

export type KernelEvent =
  /** A row was begun or ended. */
  | { readonly type: "execution"; readonly execution: WorkflowExecution }
  | { readonly type: "trace"; readonly executionId: string; readonly batch: TraceBatch }
  | { readonly type: "progress"; readonly progress: Progress }
  /** Something else wrote to the store. */
  | { readonly type: "store" }
  /** The workflows on disk changed. */
  | { readonly type: "workflows" }
  /** The kernel process died and was started again; what ran in it is marked as lost. */
  | { readonly type: "restarted"; readonly reason: string };

/**
 * What runs workflows and keeps their records, wherever it lives: in this process (`LocalKernel`) or in a child (`KernelProcess`).
 * Executions that begin before `start` resolves are already stored.
 */
export interface Kernel {
  workflows(): Promise<WorkflowListing>;
  /** Throws `StartRefusedError` when nothing was stored: unknown workflow, invalid parameters, a file that does not load. */
  start(request: StartRequest): Promise<WorkflowExecution>;
  /** Resolves with the ended record, however it ended. */
  finished(executionId: string): Promise<WorkflowExecution>;
  /** Resolves once the worker is stopped; false when it was not running here. */
  cancel(executionId: string): Promise<boolean>;
  execution(executionId: string): Promise<WorkflowExecution | undefined>;
  executions(query?: ExecutionQuery): Promise<WorkflowExecution[]>;
  /** Everything recorded so far, live or stored. */
  trace(executionId: string, window?: { readonly from: number; readonly to: number }): Promise<TraceBatch[]>;
  /** Where records are kept, for people. */
  location(): Promise<string>;
  onEvent(listener: (event: KernelEvent) => void): () => void;
  close(): Promise<void>;
}
