import {
  type PerformanceMetrics,
  type Progress,
  sumCounts,
  type TraceBatch,
  type WorkflowExecution,
} from "../model/index.ts";
import type { ExecutionEnd } from "../store/index.ts";
import { TraceTally } from "./traceTally.ts";
import type { WorkerControl } from "./workerControl.ts";
import type { LaunchedWorker } from "./workerLauncher.ts";
import type { RunFigures, RunOutcome } from "./workerProtocol.ts";

/** How an execution ended that could not say so itself. */
export interface AbruptEnd {
  readonly endReason: "cancelled" | "failed";
  readonly message: string | null;
  readonly stack?: string | null;
}

/** How often other processes are told how far an execution is, in wall milliseconds. */
const tellOthersMs = 1_000;

const noFigures: RunFigures = {
  now: 0,
  events: 0,
  wallTimeMs: 0,
  peakMemoryBytes: 0,
  paused: false,
  returnedAt: null,
  dropped: { records: 0, counts: {} },
};

/** The note of an execution whose record may lack what came last. */
export const stoppedInItsCode =
  "It was stopped while its code was running: times and counts of events are those of its last report.";

/** The note of an execution that was stopped, and not because somebody cancelled it: what would have come is not known. */
export const stoppedBetweenSteps = "It was stopped between two steps: its record ends there.";

/** One execution while it runs: what is known of it so far, and its end as the store wants it. */
export class RunningExecution {
  readonly record: WorkflowExecution;
  readonly control: WorkerControl;
  readonly worker: LaunchedWorker;
  readonly detached: boolean;
  /** Resolves with the ended record. */
  readonly ended: Promise<WorkflowExecution>;
  readonly resolveEnded: (record: WorkflowExecution) => void;
  readonly tally = new TraceTally();
  readonly #startNotes: readonly string[];
  /** Why it is being stopped; the first reason counts. */
  stopping: AbruptEnd | null = null;
  figures: RunFigures = noFigures;
  /** Wall milliseconds of its run when other processes were last told how far it is. */
  #toldMs = 0;
  /** Batches that wait for the store, and hold the worker back. */
  unacknowledged = 0;

  /** `notes`: what is known of it from the start. */
  constructor(
    record: WorkflowExecution,
    control: WorkerControl,
    worker: LaunchedWorker,
    detached: boolean,
    notes: readonly string[],
  ) {
    this.record = record;
    this.#startNotes = notes;
    this.control = control;
    this.worker = worker;
    this.detached = detached;
    const { promise, resolve } = Promise.withResolvers<WorkflowExecution>();
    this.ended = promise;
    this.resolveEnded = resolve;
  }

  add(batch: TraceBatch): void {
    this.tally.add(batch);
  }

  /** Whether other processes are to be told now how far it is; a short one is over before. */
  get isToBeTold(): boolean {
    const { wallTimeMs, paused } = this.figures;
    if (wallTimeMs - this.#toldMs < tellOthersMs && !paused) return false;
    this.#toldMs = wallTimeMs;
    return true;
  }

  progress(): Progress {
    const { now, events, wallTimeMs, paused, returnedAt } = this.figures;
    return {
      executionId: this.record.executionId,
      now,
      until: this.record.runOptions.until ?? null,
      events,
      eventsPerSecond: rate(events, wallTimeMs),
      state: this.tally.state?.state ?? null,
      substate: this.tally.state?.substate ?? null,
      wallTimeMs,
      paused,
      ...(returnedAt === null ? {} : { returnedAt }),
      ...(this.record.runOptions.realtime === true ? { factor: this.control.factor } : {}),
    };
  }

  /** The worker's own word. */
  endOf(outcome: RunOutcome, endTime: string): ExecutionEnd {
    this.figures = outcome.figures;
    const { error } = outcome;
    // A worker that is told to stop does not know why: not everything that is stopped was cancelled.
    const stopped = outcome.endReason === "cancelled" ? this.stopping : null;
    const endReason = stopped?.endReason ?? outcome.endReason;
    const notes = [...this.#startNotes, ...outcome.notes];
    if (endReason === "until") {
      notes.push(`Cut by until = ${String(this.record.runOptions.until)} s: the workflow had not finished.`);
    }
    if (stopped !== null && endReason !== "cancelled") notes.push(stoppedBetweenSteps);
    const end = this.#end(endReason, endTime, notes);
    // A stop that has a message tells why nobody pressed the button.
    return { ...end, errorMessage: stopped?.message ?? error?.message ?? null, stackTrace: error?.stack ?? null };
  }

  /** For a worker that is gone without a word: the figures are those of its last report. */
  endOfAbrupt({ endReason, message, stack = null }: AbruptEnd, endTime: string): ExecutionEnd {
    const notes = [...this.#startNotes, stoppedInItsCode];
    return { ...this.#end(endReason, endTime, notes), errorMessage: message, stackTrace: stack };
  }

  #end(endReason: "finished" | "until" | "cancelled" | "failed", endTime: string, notes: string[]): ExecutionEnd {
    const { dropped } = this.figures;
    if (dropped.records > 0) {
      notes.push(
        `${dropped.records.toLocaleString("en")} records were dropped: the trace reached its limit of ${this.tally.records.toLocaleString("en")} records. Counts include them.`,
      );
    }
    return {
      status: endReason === "finished" || endReason === "until" ? "completed" : endReason,
      endReason,
      endTime,
      simulatedEndTime: this.figures.now,
      performanceMetrics: this.#metrics(),
      errorMessage: null,
      stackTrace: null,
      traceHash: this.tally.hash(),
      notes,
    };
  }

  #metrics(): PerformanceMetrics {
    const { now, events, wallTimeMs, peakMemoryBytes, dropped } = this.figures;
    return {
      simulatedEndTime: now,
      wallTimeMs,
      events,
      eventsPerSecond: rate(events, wallTimeMs),
      peakMemoryBytes,
      counts: sumCounts(this.tally.counts(), dropped.counts),
      timeInState: this.tally.timeInState(now),
      gaugeMeans: this.tally.gaugeMeans(now),
      records: this.tally.records,
      droppedRecords: dropped.records,
    };
  }
}

function rate(events: number, wallTimeMs: number): number {
  return wallTimeMs > 0 ? (events / wallTimeMs) * 1000 : 0;
}
