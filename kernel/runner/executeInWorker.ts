import { messageOf } from "../config/messages.ts";
import { parseParameters } from "../config/validate.ts";
import type { ParameterValues, TraceBatch } from "../model/index.ts";
import { transferables } from "../model/index.ts";
import { Environment, type ProcessGenerator, type Run } from "../sim/index.ts";
import { createContext } from "../workflow/context.ts";
import { describeWorkflow, type WorkflowDefinition } from "../workflow/defineWorkflow.ts";
import { loadWorkflow, type ProvidedModules } from "../workflow/loader.ts";
import type { StackMapper } from "../workflow/loaderStack.ts";
import { describeThrown } from "../workflow/loaderThrown.ts";
import { BatchRecorder } from "./batchRecorder.ts";
import { Pacing } from "./pacing.ts";
import { replaceGlobals } from "./replacedGlobals.ts";
import type { StartProblem } from "./startRefusedError.ts";
import { WorkerControl } from "./workerControl.ts";
import type { ExecuteTask, RunFigures, RunOutcome, WorkerJob, WorkerMessage } from "./workerProtocol.ts";

/** What a worker's entry chooses for it. */
export interface WorkerPorts {
  /** Modules that bundles import without carrying them. */
  readonly provided: ProvidedModules;
  /** The monotonic wall clock in milliseconds; taken before the workflow's is replaced. */
  readonly wallClock: () => number;
  /** Bytes that this thread holds. */
  readonly memory: () => number;
  /** Calls back for promises that were rejected with nobody listening. */
  readonly onUnhandledRejection: (listener: (reason: unknown) => void) => void;
  /** Calls back when code in this thread ends it (`process.exit`). */
  readonly onExit: (listener: () => void) => void;
  /** Resolves when what is due in this thread has run; calls back for what is thrown there, past everything. */
  readonly turn: (onUncaught: (thrown: unknown) => void) => Promise<void>;
}

/** Events in the first slice; later ones are as long as their time allows. One event may take any time, and nothing is seen before it is over. */
const firstSlice = 1;
/** Events of a slice between two looks at the clock: after a fast phase slow events may come. A look costs as much as some of them. */
const eventsPerLook = 256;
const sliceMs = 10;
const reportMs = 100;
/** Batches that may be on their way: beyond that the worker waits for the kernel. */
const batchesInFlight = 4;
/** A model that records at every step should be told of a stalled clock before its trace grows: a million events at one moment. */
const maxStepsWithoutTime = 1_000_000;

/** One workflow in its worker: load, validate, wait for the word, run in slices, report, and say explicitly how it ended. */
export async function serveJob(job: WorkerJob, ports: WorkerPorts): Promise<void> {
  // Taken before the workflow loads, which may put another method in its place.
  const send = job.port.postMessage.bind(job.port);
  const post = (message: WorkerMessage, transfer: readonly ArrayBuffer[] = []) => send(message, transfer);
  const { task } = job;
  const run = task.kind === "execute" ? new WorkflowRun(task, ports, post) : null;

  const loaded = loadWorkflow(job.bundle, job.path, job.workspace, ports.provided);
  if (loaded.problem !== undefined) {
    post({ type: "refused", problems: [loaded.problem], hasDefault: loaded.hasDefault });
    return;
  }
  const { definition, stacks } = loaded;
  const description = describeOrProblem(definition, job, stacks);
  if ("problem" in description) {
    post({ type: "refused", problems: [description.problem], hasDefault: true });
    return;
  }
  if (task.kind === "describe" || run === null) {
    post({ type: "loaded", description, parameters: null });
    return;
  }

  const validated = validate(definition, task.parameters);
  if ("problems" in validated) {
    post({ type: "refused", problems: validated.problems, hasDefault: true });
    return;
  }
  post({ type: "loaded", description, parameters: validated.parameters });
  await run.execute(definition, validated.parameters, stacks);
}

function describeOrProblem(definition: WorkflowDefinition, { path, file }: WorkerJob, stacks: StackMapper) {
  try {
    return describeWorkflow(definition, file);
  } catch (error) {
    return { problem: { file: path, message: describeThrown(error, stacks).message } };
  }
}

function validate(
  definition: WorkflowDefinition,
  given: ParameterValues,
): { parameters: ParameterValues } | { problems: StartProblem[] } {
  const verdict = parseParameters(definition.parameters, given);
  if (verdict.diagnostics === undefined) return { parameters: verdict.parameters as ParameterValues };
  return {
    problems: verdict.diagnostics.map((diagnostic): StartProblem => {
      const { key } = diagnostic.data;
      return { message: messageOf(diagnostic), ...(typeof key === "string" ? { parameter: key } : {}) };
    }),
  };
}

/** What the workflow threw where nobody could catch it. */
interface StrayError {
  readonly thrown: unknown;
  readonly how: string;
}

class WorkflowRun {
  readonly #task: ExecuteTask;
  readonly #ports: WorkerPorts;
  readonly #post: (message: WorkerMessage, transfer?: readonly ArrayBuffer[]) => void;
  readonly #control: WorkerControl;
  readonly #recorder: BatchRecorder;
  readonly #environment = new Environment(0, { maxStepsWithoutTime });
  readonly #notes: string[] = [];
  #stray: StrayError | null = null;
  #sent = 0;
  #isCut = false;
  #startedMs = 0;
  #reportedMs = 0;
  #peakMemory = 0;
  /** Simulated seconds at which the workflow's own code ended: what it started may go on. */
  #returnedAt: number | null = null;

  constructor(
    task: ExecuteTask,
    ports: WorkerPorts,
    post: (message: WorkerMessage, transfer?: readonly ArrayBuffer[]) => void,
  ) {
    this.#task = task;
    this.#ports = ports;
    this.#post = post;
    this.#control = new WorkerControl(task.control);
    this.#recorder = new BatchRecorder(task.limits, {
      deliver: (batch) => this.#deliver(batch),
      look: () => this.#reportIfDue(),
    });
    replaceGlobals({
      seed: task.run.seed,
      now: () => this.#environment.now,
      log: (level, text) => this.#recorder.log(this.#environment.now, level, text),
      asked: (name) => this.#notes.push(replacedNote(name)),
    });
    ports.onUnhandledRejection((thrown) => {
      this.#stray ??= { thrown, how: "A promise was rejected and nobody handled it" };
    });
  }

  async execute(definition: WorkflowDefinition, parameters: ParameterValues, stacks: StackMapper): Promise<void> {
    const control = this.#control;
    control.waitUntil(() => control.hasBegun || control.isStopped);
    this.#startedMs = this.#ports.wallClock();
    this.#reportedMs = this.#startedMs;
    // Where the workflow ends its thread, what it recorded up to there is kept. After its own end there is nobody to hear it.
    this.#ports.onExit(() => this.#report());
    let ending: Pick<RunOutcome, "endReason" | "error">;
    try {
      ending = { endReason: this.#run(definition, parameters), error: null };
      await this.#ports.turn((thrown) => {
        this.#stray ??= { thrown, how: "An error was thrown in a callback, where nobody could catch it" };
      });
      if (this.#stray !== null) {
        const { thrown, how } = this.#stray;
        const { message, stack } = describeThrown(thrown, stacks);
        ending = { endReason: "failed", error: { message: `${how}: ${message}`, stack } };
      }
    } catch (error) {
      ending = { endReason: "failed", error: describeThrown(error, stacks) };
    }
    this.#recorder.flush();
    this.#post({ type: "ended", outcome: { ...ending, figures: this.#figures(), notes: this.#notes } });
  }

  #run(definition: WorkflowDefinition, parameters: ParameterValues): "finished" | "until" | "cancelled" {
    const control = this.#control;
    const env = this.#environment;
    const { until, realtime } = this.#task.run;
    const context = createContext(env, parameters as Record<string, never>, this.#recorder, definition.topic);
    // What it yields is the engine's to judge: rubbish becomes an error with a sentence.
    const main = env.process(definition.execute(context) as ProcessGenerator<unknown>, definition.name);
    main.callbacks!.push(() => {
      this.#returnedAt = env.now;
    });
    const run = env.runInSlices(until);
    const pacing = realtime === true ? new Pacing(control, this.#ports.wallClock, env.now) : null;
    let slice = firstSlice;
    while (!run.finished) {
      if (control.isStopped) {
        if (this.#returnedAt !== null) this.#notes.push(wentOnNote(this.#returnedAt));
        return "cancelled";
      }
      if (control.isPaused) {
        this.#report();
        control.waitUntil(() => !control.isPaused || control.isStopped);
        pacing?.restart(env.now);
        continue;
      }
      if (pacing === null) {
        slice = this.#advance(run, slice);
      } else if (env.isEmpty || pacing.waitFor(env.peek(), reportMs)) {
        run.advance(1);
      }
      this.#reportIfDue();
    }
    // Also where `until` ended it: without the end of the run itself, what stands in the queue then was still to happen.
    run.abandon();
    if (main.isAlive && env.isEmpty) this.#notes.push(stillWaitingNote(env.now));
    return until !== undefined && main.isAlive ? "until" : "finished";
  }

  /** One slice, or as much of it as its time allows; returns the length of the next, so that a slice takes about `sliceMs` and a stop is soon seen. */
  #advance(run: Pick<Run, "advance">, slice: number): number {
    const before = this.#ports.wallClock();
    let taken = 0;
    let took = 0;
    for (let isOver = false; !isOver && taken < slice && took <= sliceMs * 2; ) {
      const part = Math.min(slice - taken, eventsPerLook);
      isOver = run.advance(part);
      taken += part;
      took = this.#ports.wallClock() - before;
    }
    if (took < sliceMs / 2) return slice * 2;
    // In proportion: after a thousand fast events a thousand slow ones are seen at once for what they are.
    return took > sliceMs * 2 ? Math.max(1, Math.floor((taken * sliceMs) / took)) : slice;
  }

  #reportIfDue(): void {
    if (this.#ports.wallClock() - this.#reportedMs >= reportMs) this.#report();
  }

  #report(): void {
    this.#reportedMs = this.#ports.wallClock();
    this.#recorder.flush();
    this.#post({ type: "progress", figures: this.#figures() });
  }

  #figures(): RunFigures {
    this.#peakMemory = Math.max(this.#peakMemory, this.#ports.memory());
    return {
      now: this.#environment.now,
      events: this.#environment.stepCount,
      wallTimeMs: this.#ports.wallClock() - this.#startedMs,
      peakMemoryBytes: this.#peakMemory,
      paused: this.#control.isPaused,
      returnedAt: this.#returnedAt,
      dropped: this.#recorder.dropped,
    };
  }

  #deliver(batch: TraceBatch): void {
    const control = this.#control;
    const isWanted = () => this.#sent - control.acknowledged < batchesInFlight;
    control.waitUntil(() => isWanted() || control.isStopped);
    // Stopped, and still recording: nobody waits for this one, nor for what would follow it.
    this.#isCut ||= !isWanted();
    if (this.#isCut) return;
    this.#sent += 1;
    this.#post({ type: "trace", batch }, transferables(batch));
  }
}

function stillWaitingNote(now: number): string {
  return `Nothing was left to happen at ${now} s while the workflow was still waiting: its code after that wait did not run.`;
}

function wentOnNote(returnedAt: number): string {
  return `The workflow's own code had ended at ${returnedAt} s, and what it had started went on: \`until\` says when that ends.`;
}

function replacedNote(name: string): string {
  return name === "Math.random"
    ? "The workflow used Math.random, which was drawn from the seed of this execution."
    : `The workflow used ${name}, which gave the simulated time.`;
}
