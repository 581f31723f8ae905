import { isAbsolute, join } from "node:path";
import {
  type Json,
  type TraceBatch,
  TraceBatchReader,
  type TraceDifference,
  type TraceRecord,
  type WorkflowExecution,
} from "../model/index.ts";
import type { ExecutionStore } from "../store/index.ts";
import { type MemoryLimits, MemoryWatch, memoryPollMs, tooMuchMemory } from "./memoryWatch.ts";
import { prepareWorker } from "./preparedWorker.ts";
import { stoppedBetweenSteps, stoppedInItsCode } from "./runningExecution.ts";
import type { System } from "./system.ts";
import { isSame } from "./trace/traceDifference.ts";
import { TraceTally } from "./traceTally.ts";
import { WorkerControl } from "./workerControl.ts";
import type { LaunchedWorker, WorkerLauncher } from "./workerLauncher.ts";
import type { RecordingLimits, RunFigures, RunOutcome, WorkerMessage } from "./workerProtocol.ts";
import { requireMessage } from "./workerWord.ts";

/** Milliseconds that a replay may say nothing; longer where the execution itself took longer. */
const leastSilenceMs = 10_000;
const silencePollMs = 250;
/** Steps that a replay may take beyond twice those of the execution: another version of the engine may count otherwise. */
const stepsBeyond = 1_000_000;
/** Of one that was stopped: it went on for a moment after the last word on its steps. */
const stepsBeyondLastWord = 10_000_000;
/** Of one that was lost, whose steps nobody knows: milliseconds without a record that it has, or four times as long as it ran. */
const leastQuietMs = 30_000;

/** What came of running an execution again from its record. `first` is the record, `second` the replay. */
export interface Verification {
  readonly executionId: string;
  readonly isSame: boolean;
  readonly difference: TraceDifference | null;
  readonly records: { readonly recorded: number; readonly replayed: number };
  /** Null where the execution has none: it was lost. A replay that was ended where the record ends has one too. */
  readonly traceHash: { readonly recorded: string | null; readonly replayed: string };
  /** How the replay ended. */
  readonly outcome: RunOutcome["endReason"];
  readonly errorMessage: string | null;
  /** Why the replay was ended where it had gone further than the execution without recording anything: a difference too. */
  readonly wentOn: string | null;
  /** Whether the record stops before the workflow's own end, so that only the beginning is compared. */
  readonly isPartial: boolean;
  /** What differs around it, which may explain a difference. */
  readonly environment: readonly { readonly name: string; readonly recorded: string; readonly now: string }[];
}

export interface ReplayPorts {
  readonly store: ExecutionStore;
  readonly launch: WorkerLauncher;
  readonly system: System;
  readonly workspace: string;
  readonly limits: RecordingLimits;
  /** Those of executions: a replay of one that held too much will hold too much again. */
  readonly memoryLimits?: MemoryLimits | undefined;
}

/** How a replay ended, as far as a verification tells it. */
type ReplayEnd = Pick<RunOutcome, "endReason" | "error">;

/** It was ended here, because there was nothing more to compare. */
const endedHere: ReplayEnd = { endReason: "cancelled", error: null };

/**
 * Runs an execution again from its record (the stored code, parameters and seed) and compares record by record as it goes.
 * Nothing is stored. Throws when the record does not hold what a replay needs, or does not load any more.
 */
export async function verifyExecution(executionId: string, ports: ReplayPorts): Promise<Verification> {
  const { store, system, workspace } = ports;
  const execution = store.execution(executionId);
  if (execution === undefined) throw new Error(`There is no execution "${executionId}" in ${store.location}.`);
  const definition = store.definition(execution.definitionId);
  const bundle = store.bundle(execution.definitionId);
  if (definition === undefined || bundle === undefined) {
    throw new Error(`The code of "${executionId}" is not in ${store.location} any more, so it cannot be run again.`);
  }
  const control = new WorkerControl();
  const comparison = new Comparison(execution, store);
  // The last record that there is to compare is to come at once: after it the code may never yield again.
  const limits = { ...ports.limits, flushAt: comparison.recordedLength };
  const ended = Promise.withResolvers<ReplayEnd>();
  // It may be rejected while the worker is still being prepared.
  ended.promise.catch(() => {});
  const silence = new Silence(Math.max(leastSilenceMs, execution.performanceMetrics?.wallTimeMs ?? 0));
  const { factor: _factor, realtime: _realtime, ...run } = execution.runOptions;
  const { worker } = await prepareWorker(
    ports.launch,
    system.after,
    {
      path: isAbsolute(definition.file) ? definition.file : join(workspace, definition.file),
      file: definition.file,
      source: definition.source,
      sourceHash: definition.sourceHash,
      bundle,
      bundleHash: definition.bundleHash,
      inputs: [],
    },
    workspace,
    { kind: "execute", parameters: execution.parameterValues, run, control: control.buffer, limits },
    {
      message: (message: WorkerMessage) => {
        silence.broken();
        try {
          requireMessage(message);
          if (message.type === "ended") ended.resolve(message.outcome);
          if (message.type === "trace") comparison.add(message.batch);
          if (message.type === "progress") comparison.look(message.figures);
        } catch (error) {
          // What is stored may be damaged, and what is said too. Thrown here it would end the process.
          ended.reject(error);
          return;
        }
        if (message.type === "trace") system.nextTurn(() => control.acknowledge());
        if (comparison.isDecided) ended.resolve(endedHere);
      },
      gone: () => ended.reject(new Error(`The worker that replayed "${executionId}" ended before it was done.`)),
    },
  );
  const stopWaiting = system.every(silencePollMs, () => {
    if (silence.isTooLong) ended.reject(silence.error(executionId, comparison));
  });
  const stopWatching = watchMemory(worker, ports, (message) => {
    ended.reject(new Error(`The replay of "${executionId}" ended early: ${message} ${comparison.soFar}`));
  });
  try {
    silence.broken();
    // A record that holds nothing has nothing to compare.
    if (comparison.isDecided) ended.resolve(endedHere);
    else control.begin();
    const end = await ended.promise;
    return { ...comparison.result(end), environment: environmentDifferences(execution, system) };
  } finally {
    stopWaiting();
    stopWatching();
    // Whatever it is at: code that never yields looks at no word to stop.
    await worker.terminate();
  }
}

/** Ends a replay that holds more than an execution may. Returns how to stop watching. */
function watchMemory(
  worker: LaunchedWorker,
  { memoryLimits, system }: ReplayPorts,
  passed: (message: string) => void,
): () => void {
  if (memoryLimits === undefined) return () => {};
  const watch = new MemoryWatch(
    memoryLimits,
    system.memory,
    () => [{ worker }],
    async (_replay, limit) => {
      // First the reason: once the worker is gone it would be another.
      passed(tooMuchMemory(limit));
      await worker.terminate();
    },
  );
  return system.every(memoryPollMs, () => void watch.check());
}

/** How long a replay has said nothing: between two events it says something ten times a second. */
class Silence {
  readonly #mostMs: number;
  #since = performance.now();

  constructor(mostMs: number) {
    this.#mostMs = mostMs;
  }

  broken(): void {
    this.#since = performance.now();
  }

  get isTooLong(): boolean {
    return performance.now() - this.#since > this.#mostMs;
  }

  error(executionId: string, { soFar }: Comparison): Error {
    return new Error(
      `The replay of "${executionId}" said nothing for ${Math.round(this.#mostMs / 1000)} s and was ended: its code is in a loop without a yield, or a step takes longer than the whole execution did. ${soFar}`,
    );
  }
}

/** Compares a replay with the stored trace while it comes in. */
class Comparison {
  readonly #execution: WorkflowExecution;
  readonly #recorded: Iterator<TraceRecord>;
  readonly recordedLength: number;
  readonly #reader = new TraceBatchReader();
  readonly #tally = new TraceTally();
  readonly #isPartial: boolean;
  #position = 0;
  #matchedAt = performance.now();
  /** The record that is to come; null behind the last, undefined until it is asked for. */
  #expected: TraceRecord | null | undefined;
  #difference: TraceDifference | null = null;
  #wentOn: string | null = null;

  constructor(execution: WorkflowExecution, store: ExecutionStore) {
    this.#execution = execution;
    this.#recorded = recordsOf(store.trace(execution.executionId));
    this.recordedLength = store.traceLength(execution.executionId);
    this.#isPartial =
      (execution.endReason !== "finished" && execution.endReason !== "until" && execution.endReason !== "failed") ||
      execution.notes?.some((note) => note === stoppedInItsCode || note === stoppedBetweenSteps) === true;
  }

  get soFar(): string {
    return `${this.#position} of ${this.recordedLength} records had come again in the same way.`;
  }

  get isDecided(): boolean {
    const differs = this.#difference !== null || this.#wentOn !== null;
    return differs || (this.#isPartial && this.#position >= this.recordedLength);
  }

  add(batch: TraceBatch): void {
    if (this.isDecided) return;
    this.#tally.add(batch);
    for (const second of this.#reader.records(batch)) {
      if (this.isDecided) return;
      const first = this.#expect();
      if (first === null || !isSame(first, second)) {
        this.#difference = { position: this.#position, first, second };
        return;
      }
      this.#position += 1;
      this.#matchedAt = performance.now();
      this.#expected = undefined;
    }
  }

  /** A replay that records nothing may have parted all the same: all that it recorded up to these figures has been added. */
  look({ now, events }: RunFigures): void {
    if (this.isDecided) return;
    const expected = this.#expect();
    const { simulatedEndTime, performanceMetrics } = this.#execution;
    const steps = performanceMetrics?.events;
    const mostSteps = 2 * (steps ?? Number.POSITIVE_INFINITY) + (this.#isPartial ? stepsBeyondLastWord : stepsBeyond);
    if (expected !== null && now > expected.time) {
      this.#wentOn = `It had come to ${now} s without recording what the execution recorded at ${expected.time} s, and was ended.`;
    } else if (expected === null && simulatedEndTime !== null && now > simulatedEndTime) {
      this.#wentOn = `The execution ended at ${simulatedEndTime} s; it had come to ${now} s, and was ended.`;
    } else if (steps !== undefined && events > mostSteps) {
      this.#wentOn = `It had taken ${events} steps, and the execution ${steps} in all, and was ended.`;
    } else if (steps === undefined && expected !== null && this.#isQuietForLong) {
      this.#wentOn = `It had come to ${now} s without recording what the execution recorded at ${expected.time} s, for much longer than that one ran in all, and was ended.`;
    }
  }

  get #isQuietForLong(): boolean {
    const { startTime, endTime } = this.#execution;
    const ranMs = endTime === null ? 0 : Date.parse(endTime) - Date.parse(startTime);
    return performance.now() - this.#matchedAt > Math.max(leastQuietMs, 4 * ranMs);
  }

  #expect(): TraceRecord | null {
    if (this.#expected === undefined) {
      const next = this.#recorded.next();
      this.#expected = next.done === true ? null : next.value;
    }
    return this.#expected;
  }

  result({ endReason, error }: ReplayEnd): Omit<Verification, "environment"> {
    const isOpen = this.#difference === null && (this.#wentOn !== null || !this.isDecided);
    const missing = isOpen ? this.#expect() : null;
    if (missing !== null) this.#difference = { position: this.#position, first: missing, second: null };
    const { executionId, traceHash } = this.#execution;
    return {
      executionId,
      isSame: this.#difference === null && this.#wentOn === null,
      difference: this.#difference,
      records: { recorded: this.recordedLength, replayed: this.#tally.records },
      traceHash: { recorded: traceHash, replayed: this.#tally.hash() },
      outcome: endReason,
      errorMessage: error?.message ?? null,
      wentOn: this.#wentOn,
      isPartial: this.#isPartial,
    };
  }
}

function* recordsOf(batches: Iterable<TraceBatch>): Generator<TraceRecord> {
  const reader = new TraceBatchReader();
  for (const batch of batches) yield* reader.records(batch);
}

function environmentDifferences(
  { executionEnvironment: recorded }: WorkflowExecution,
  system: System,
): Verification["environment"] {
  const now: Readonly<Record<string, string>> = { node: system.node, platform: system.platform, ...system.facts };
  return Object.entries(now)
    .map(([name, value]) => ({ name, recorded: textOf(recorded[name]), now: value }))
    .filter((it) => it.recorded !== it.now);
}

function textOf(fact: Json | undefined): string {
  return typeof fact === "string" ? fact : "unknown";
}
