import type { ExecutionStatus } from "../model/index.ts";
import type { FigureSource } from "../timeline/index.ts";

/** Names an execution; the trace stays in the store, where renderers ask for it. */
export const executionMime = "application/vnd.wfnb.execution+json";

/** What is kept of an execution inside a notebook: enough to find it again, and to read without the store. */
export interface ExecutionOutput {
  readonly version: 1;
  readonly executionId: string;
  readonly workflowName: string;
  readonly status: ExecutionStatus;
  /** The figures as one line, as clients without our renderer show them. */
  readonly summary: string;
  readonly figures: FigureSource;
  /** While it runs. */
  readonly progress?: ProgressFigures;
  /** Why it failed is told by an error output below, with the place: not here as well. */
  readonly errorFollows?: true;
}

/** What a running execution tells of itself. */
export interface ProgressFigures {
  /** Simulated seconds. */
  readonly now: number;
  readonly until: number | null;
  readonly eventsPerSecond: number;
  /** Wall milliseconds that it will take yet, if it goes on like this; null where nobody can know. */
  readonly restMs: number | null;
  /** `state/substate`, or the state alone. */
  readonly state: string | null;
  readonly paused: boolean;
  /** Simulated seconds at which the workflow's own code ended; what it started goes on. */
  readonly returnedAt?: number;
}
