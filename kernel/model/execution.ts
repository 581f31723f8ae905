import type { Json } from "./json.ts";
import type { ParameterValues, ValueOrigins } from "./parameter.ts";
import type { RunOptions } from "./run.ts";

/** Upstream's three, plus waiting for a place and stopped on request. */
export type ExecutionStatus = "queued" | "running" | "completed" | "failed" | "cancelled";

/** Has the execution not ended yet? Takes the status of outputs that were read from files as well. */
export function isGoingOn({ status }: { readonly status?: unknown }): boolean {
  return status === "running" || status === "queued";
}

/**
 * Why the execution ended: it ran `finished`, was cut by `until`, was `cancelled` by somebody, its code `failed`,
 * or its process was `lost` (killed, crashed, machine gone).
 */
export type EndReason = "finished" | "until" | "cancelled" | "failed" | "lost";

/** One start of a workflow definition: the record that users trust. Times of the wall clock are ISO 8601 in UTC. */
export interface WorkflowExecution {
  /** `workflow-user-NNNN`. Never parsed: its parts are the three fields below. */
  readonly executionId: string;
  readonly workflowName: string;
  readonly executedBy: string;
  readonly number: number;
  readonly workflowVersion: string;
  /** Row of the definition revision that ran. */
  readonly definitionId: number;
  readonly status: ExecutionStatus;
  readonly endReason: EndReason | null;
  readonly parameterValues: ParameterValues;
  readonly parameterOrigins: ValueOrigins;
  /** With the seed that was used, also when none was asked for. */
  readonly runOptions: RunOptions & { readonly seed: number };
  readonly startTime: string;
  readonly endTime: string | null;
  /** Simulated seconds on the clock when it ended. */
  readonly simulatedEndTime: number | null;
  readonly performanceMetrics: PerformanceMetrics | null;
  readonly executionEnvironment: ExecutionEnvironment;
  readonly errorMessage: string | null;
  readonly stackTrace: string | null;
  /** SHA-256 over the canonical trace; equal definition, config and seed give an equal hash. */
  readonly traceHash: string | null;
  /** Where it was started from, such as a notebook path and cell id; null for a plain call. */
  readonly startedFrom: StartedFrom | null;
  /** What a reader should know of how it ran, such as records that were dropped or a clock that was replaced. Absent when there is nothing. */
  readonly notes?: readonly string[];
  /** Why its end is in memory only, as on a full disk: lost with the process that ran it, unless it can be written before. Absent when it is stored. */
  readonly unsaved?: string;
  /** What people said of it afterwards. Absent when nobody did. */
  readonly labels?: ExecutionLabels;
}

/** What people put on an execution to find it again, and to keep it. No part of what ran. */
export interface ExecutionLabels {
  /** Stands above the others in lists. */
  readonly pinned: boolean;
  /** Is not deleted, by hand or by `wfnb gc`, until this is taken back. */
  readonly protected: boolean;
  /** Text of any length; null for none. */
  readonly note: string | null;
  /** In the order in which they were added, each once. */
  readonly tags: readonly string[];
}

export interface StartedFrom {
  readonly notebook?: string;
  readonly cell?: string;
  readonly config?: string;
  /** The execution that it was to run again. */
  readonly execution?: string;
  /** What was asked for together, as a sweep or as replications: all of them name the one that began first, which names itself. */
  readonly batch?: string;
}

export interface PerformanceMetrics {
  /** Simulated seconds. */
  readonly simulatedEndTime: number;
  /** Wall milliseconds from the first step to the last. */
  readonly wallTimeMs: number;
  /** Events processed, counted as SimPy's `step` counts them. */
  readonly events: number;
  readonly eventsPerSecond: number;
  /** Bytes; of the worker's heap and buffers at their highest sample. */
  readonly peakMemoryBytes: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Simulated seconds in each `state/substate`. */
  readonly timeInState: Readonly<Record<string, number>>;
  /** Means of each gauge over simulated time, from its first value to the end: of a monitored resource, its utilisation. */
  readonly gaugeMeans?: Readonly<Record<string, number>>;
  readonly records: number;
  /** Records that were not kept because of the cap. Zero, or the user is told. */
  readonly droppedRecords: number;
}

/** What ran it and where: enough to replay it, or to explain why a replay differs. */
export interface ExecutionEnvironment {
  readonly host: string;
  readonly user: string;
  readonly pid: number;
  /** With the pid it names one process for ever: pids are used again. From the system's boot clock, null where unknown. */
  readonly processStart: string | null;
  readonly node: string;
  readonly engine: string;
  readonly platform: string;
  readonly workspace: string;
  readonly gitCommit: string | null;
  readonly gitDirty: boolean | null;
  readonly [more: string]: Json;
}
