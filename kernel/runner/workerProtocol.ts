import type { MessagePort } from "node:worker_threads";
import type { ParameterValues, RunOptions, TraceBatch, WorkflowBundle, WorkflowDescription } from "../model/index.ts";
import type { StartProblem } from "./startRefusedError.ts";

/** What a worker is given. */
export interface WorkerJob {
  /** `describe` loads and answers; `execute` loads, validates, waits for the word to begin and runs. */
  readonly task: DescribeTask | ExecuteTask;
  readonly workspace: string;
  readonly path: string;
  readonly file: string;
  readonly bundle: WorkflowBundle;
  /** Of its own, so that a workflow that posts to its parent speaks to nobody. */
  readonly port: MessagePort;
}

export interface DescribeTask {
  readonly kind: "describe";
}

export interface ExecuteTask {
  readonly kind: "execute";
  readonly parameters: ParameterValues;
  readonly run: RunOptions & { readonly seed: number };
  /** Memory of a `WorkerControl`. */
  readonly control: SharedArrayBuffer;
  readonly limits: RecordingLimits;
}

/** How much of a trace is kept: a flood ends in a note, not in a full disk. */
export interface RecordingLimits {
  readonly records: number;
  /** Characters of messages and logs together. */
  readonly text: number;
  /** How many records are handed over at once, where somebody waits for that many. */
  readonly flushAt?: number;
}

/** What a worker says. */
export type WorkerMessage =
  | { readonly type: "loaded"; readonly description: WorkflowDescription; readonly parameters: ParameterValues | null }
  | { readonly type: "refused"; readonly problems: readonly StartProblem[]; readonly hasDefault: boolean }
  | { readonly type: "trace"; readonly batch: TraceBatch }
  | { readonly type: "progress"; readonly figures: RunFigures }
  | { readonly type: "ended"; readonly outcome: RunOutcome };

/** How far it is. */
export interface RunFigures {
  /** Simulated seconds. */
  readonly now: number;
  readonly events: number;
  readonly wallTimeMs: number;
  readonly peakMemoryBytes: number;
  readonly paused: boolean;
  /** Simulated seconds at which the workflow's own code ended; null before. */
  readonly returnedAt: number | null;
  readonly dropped: DroppedRecords;
}

/** Records beyond the limits: not kept, but counted. */
export interface DroppedRecords {
  readonly records: number;
  readonly counts: Readonly<Record<string, number>>;
}

export interface RunOutcome {
  readonly endReason: "finished" | "until" | "cancelled" | "failed";
  readonly figures: RunFigures;
  readonly error: { readonly message: string; readonly stack: string | null } | null;
  readonly notes: readonly string[];
}
