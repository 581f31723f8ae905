import type {
  ExecutionEnvironment,
  RunOptions,
  TraceBatch,
  TraceDifference,
  WorkflowDefinitionRecord,
  WorkflowDescription,
  WorkflowExecution,
} from "../model/index.ts";
import packageJson from "../package.json" with { type: "json" };
import type {
  ExecutionEnd,
  ExecutionGroups,
  ExecutionQuery,
  ExecutionStore,
  GroupedBy,
  KnownValues,
  LabelChange,
  StoreHealth,
  TimeWindow,
} from "../store/index.ts";
import type { Timeline } from "../summary/timeline.ts";
import type { BundledWorkflow } from "../workflow/bundle.ts";
import { describeThrown } from "../workflow/loaderThrown.ts";
import type { WorkflowListing, WorkflowRegistry } from "../workflow/registry.ts";
import { codeOf } from "./errorCode.ts";
import { ExecutionShelf } from "./executionShelf.ts";
import type { ExportFormat } from "./export/exportTrace.ts";
import type { DefinitionRevision, Kernel, KernelEvent, Prediction, StartRequest } from "./kernel.ts";
import { type MemoryLimits, MemoryWatch } from "./memoryWatch.ts";
import { NotebookThreads } from "./notebookThreads.ts";
import { markOrphans } from "./orphans.ts";
import { PatientWriter } from "./patientWriter.ts";
import { predict } from "./predict.ts";
import { prepareWorker } from "./preparedWorker.ts";
import type { ProcessIdentity } from "./processIdentity.ts";
import { type AbruptEnd, RunningExecution } from "./runningExecution.ts";
import { StartRefusedError } from "./startRefusedError.ts";
import type { System } from "./system.ts";
import type { ThreadLauncher, ThreadName } from "./threadProtocol.ts";
import type { TimelineQuestion } from "./timelineQuestion.ts";
import type { RecordsPage, RecordsQuery } from "./trace/recordsQuery.ts";
import type { TraceQuestion, TraceToRead } from "./trace/traceQuestion.ts";
import { type Verification, verifyExecution } from "./verify.ts";
import { WorkerControl } from "./workerControl.ts";
import type { WorkerLauncher } from "./workerLauncher.ts";
import type { RecordingLimits, WorkerMessage } from "./workerProtocol.ts";

export interface LocalKernelOptions {
  readonly workspace: string;
  /** Called once, and again when the file was deleted or replaced. */
  readonly openStore: () => ExecutionStore;
  readonly registry: WorkflowRegistry;
  readonly launch: WorkerLauncher;
  /** Threads for notebooks and timelines; without it cells are refused, and timelines not made. */
  readonly launchThread?: ThreadLauncher;
  readonly system: System;
  /** False: nothing starts. Default true. */
  readonly trusted?: boolean;
  readonly limits?: RecordingLimits;
  /** Default: none but those of the launcher. */
  readonly memoryLimits?: MemoryLimits;
  /** A worker cannot be ended: only the end of this process ends it. What ran there is recorded already. */
  readonly onStuck?: () => void;
  /** What is known of the end of another kernel process, for the executions that it lost. */
  readonly reasonOf?: (process: ProcessIdentity) => string | undefined;
}

/** Twenty million records are some 60 MB on disk, and more than a chart or a person can use. */
const defaultLimits: RecordingLimits = { records: 20_000_000, text: 200_000_000 };

/** Records that may wait in memory while the store cannot be written; then the workflows wait too. */
const mostWaitingRecords = 5_000_000;
/** Milliseconds that a worker has to stop by itself; then it is terminated, which takes some more. */
const politeStopMs = 100;
/** Milliseconds after which a worker that is being terminated counts as stuck: V8 does not let go of code that only allocates. */
const stuckMs = 1_500;
const memoryPollMs = 100;
const changePollMs = 250;
const orphanPollMs = 5_000;

/** Runs workflows in workers of this process and records them in a store. */
export class LocalKernel implements Kernel {
  readonly #options: LocalKernelOptions;
  #store: ExecutionStore;
  #writer: PatientWriter;
  readonly #system: System;
  readonly #running = new Map<string, RunningExecution>();
  /** What was begun here, until its end has been seen in the store. */
  readonly #own = new Set<string>();
  readonly #listeners = new Set<(event: KernelEvent) => void>();
  /** Waiting for executions of other processes. */
  readonly #waiting = new Map<string, PromiseWithResolvers<WorkflowExecution>>();
  readonly #stopWatching: (() => void)[];
  readonly #threads: NotebookThreads | null;
  readonly #shelf: ExecutionShelf;
  #cursor: number | undefined;

  constructor(options: LocalKernelOptions) {
    this.#options = options;
    this.#store = options.openStore();
    this.#writer = new PatientWriter(this.#store);
    this.#system = options.system;
    this.#threads =
      options.launchThread === undefined
        ? null
        : new NotebookThreads(options.launchThread, this, (thread, message) =>
            this.#emit({ type: "thread", thread, message }),
          );
    this.#shelf = new ExecutionShelf({
      store: () => this.#store,
      completed: (record) => this.#writer.completed(record),
      emit: (event) => this.#emit(event),
      now: () => this.#system.now(),
    });
    this.#markOrphans();
    this.#cursor = this.#store.changes().cursor;
    this.#stopWatching = [
      this.#system.every(changePollMs, () => this.#noticeChanges()),
      this.#system.every(orphanPollMs, () => this.#tidy()),
    ];
    const { memoryLimits } = options;
    if (memoryLimits !== undefined) this.#stopWatching.push(this.#watchMemory(memoryLimits));
  }

  workflows(): Promise<WorkflowListing> {
    return this.#options.registry.list();
  }

  async start(request: StartRequest): Promise<WorkflowExecution> {
    this.#refuseUntrusted("workflows");
    const git = this.#system.git();
    const { bundled, problems } = await this.#options.registry.find(request.workflow, request.source);
    if (problems !== undefined) throw new StartRefusedError(problems);
    const run = { ...request.run, seed: request.run?.seed ?? this.#system.seed() };
    const control = new WorkerControl();
    control.factor = run.factor ?? 1;

    let execution: RunningExecution | undefined;
    const { worker, description, parameters } = await prepareWorker(
      this.#options.launch,
      this.#system.after,
      bundled,
      this.#options.workspace,
      {
        kind: "execute",
        parameters: request.parameters,
        run,
        control: control.buffer,
        limits: this.#options.limits ?? defaultLimits,
      },
      {
        message: (message) => execution !== undefined && this.#receive(execution, message),
        gone: (error, exitCode) => execution !== undefined && this.#endGone(execution, error, exitCode),
      },
    );
    try {
      if (request.version !== undefined && request.version !== description.version) {
        throw new StartRefusedError([
          {
            file: bundled.path,
            message: `Version "${request.version}" of workflow "${description.name}" is asked for, and the file defines version "${description.version}".`,
          },
        ]);
      }
      const environment = await this.#environment(git);
      const record = this.#begin(request, run, bundled, description, parameters, environment);
      execution = new RunningExecution(record, control, worker, request.detached === true, this.#startNotes(record));
      this.#running.set(record.executionId, execution);
      this.#own.add(record.executionId);
      this.#emit({ type: "execution", execution: record });
      // Not before the answer has left: a workflow that ends this process at once has an id by then.
      this.#system.nextTurn(() => control.begin());
      return record;
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  async predict(request: StartRequest): Promise<Prediction | undefined> {
    const { launch, registry, workspace, trusted } = this.#options;
    if (trusted === false) return undefined;
    const { bundled } = await registry.find(request.workflow);
    if (bundled === undefined) return undefined;
    return predict(bundled, request, { launch, after: this.#system.after, workspace });
  }

  async finished(executionId: string): Promise<WorkflowExecution> {
    const running = this.#running.get(executionId);
    if (running !== undefined) return running.ended;
    const record = await this.execution(executionId);
    if (record === undefined) throw this.#unknown(executionId);
    if (!isGoingOn(record)) return record;
    let waiting = this.#waiting.get(executionId);
    if (waiting === undefined) {
      waiting = Promise.withResolvers();
      this.#waiting.set(executionId, waiting);
    }
    return waiting.promise;
  }

  async cancel(executionId: string): Promise<boolean> {
    if (await this.#stop(executionId, { endReason: "cancelled", message: null })) return true;
    // Another process may run it: its own kernel sees the request.
    if (this.#store.readOnly !== null || !this.#store.requestCancel(executionId)) return false;
    await this.finished(executionId);
    return true;
  }

  async pause(executionId: string): Promise<boolean> {
    return this.#setPaused(executionId, true);
  }

  async resume(executionId: string): Promise<boolean> {
    return this.#setPaused(executionId, false);
  }

  async setFactor(executionId: string, factor: number): Promise<boolean> {
    if (!(factor > 0 && Number.isFinite(factor))) {
      throw new RangeError(`The factor is a number of wall seconds per simulated second, above 0, not ${factor}.`);
    }
    const running = this.#running.get(executionId);
    if (running?.record.runOptions.realtime !== true) return false;
    running.control.factor = factor;
    return true;
  }

  async execution(executionId: string): Promise<WorkflowExecution | undefined> {
    const record = this.#store.execution(executionId);
    return record === undefined ? undefined : this.#writer.completed(record);
  }

  async executions(query?: ExecutionQuery): Promise<WorkflowExecution[]> {
    return this.#store.executions(query).map((record) => this.#writer.completed(record));
  }

  async count(query?: ExecutionQuery): Promise<number> {
    return this.#store.count(query);
  }

  async groups(by: GroupedBy, query?: ExecutionQuery): Promise<ExecutionGroups> {
    return this.#store.groups(by, query);
  }

  async knownValues(): Promise<KnownValues> {
    return this.#store.knownValues();
  }

  async label(executionIds: readonly string[], change: LabelChange): Promise<WorkflowExecution[]> {
    return this.#shelf.label(executionIds, change);
  }

  async trash(executionIds: readonly string[]): Promise<string[]> {
    return this.#shelf.trash(executionIds);
  }

  async restore(executionIds: readonly string[]): Promise<WorkflowExecution[]> {
    return this.#shelf.restore(executionIds);
  }

  async trace(executionId: string, window?: TimeWindow): Promise<TraceBatch[]> {
    return [...this.#store.trace(executionId, window), ...this.#writer.waitingTrace(executionId)];
  }

  async timeline(executionId: string, window?: TimeWindow): Promise<Timeline | undefined> {
    // Before its trace: what has ended here has all of it there.
    const execution = await this.execution(executionId);
    if (execution === undefined) return undefined;
    const { simulatedEndTime } = execution;
    const running = this.#running.get(executionId);
    const question: TimelineQuestion = {
      executionId,
      waiting: this.#writer.waitingTrace(executionId),
      ...(window === undefined ? {} : { window }),
      ...(running === undefined ? {} : { now: running.figures.now }),
      ...(isGoingOn(execution) ? {} : { ended: { simulatedEndTime } }),
    };
    return (await this.#askTraces({ type: "timeline", question })) as Timeline;
  }

  async records(executionId: string, query: RecordsQuery): Promise<RecordsPage> {
    const question = { ...this.#traceToRead(executionId), query };
    return (await this.#askTraces({ type: "records", question })) as RecordsPage;
  }

  async firstDifference(first: string, second: string): Promise<TraceDifference | null> {
    const question = { first: this.#traceToRead(first), second: this.#traceToRead(second) };
    return (await this.#askTraces({ type: "difference", question })) as TraceDifference | null;
  }

  async exportTrace(executionId: string, format: ExportFormat, file: string): Promise<void> {
    const execution = await this.execution(executionId);
    if (execution === undefined) throw this.#unknown(executionId);
    const { waiting } = this.#traceToRead(executionId);
    await this.#askTraces({ type: "export", question: { execution, waiting, format, file } });
  }

  async delete(executionIds: readonly string[]): Promise<string[]> {
    return this.#shelf.delete(executionIds);
  }

  async askThread(thread: ThreadName, question: unknown): Promise<unknown> {
    if (thread.role === "session") this.#refuseUntrusted("notebooks");
    if (this.#threads === null) throw new Error("This kernel runs no TypeScript cells.");
    return this.#threads.ask(thread, question);
  }

  /** Every way to code of the workspace begins here. */
  #refuseUntrusted(what: string): void {
    if (this.#options.trusted !== false) return;
    throw new StartRefusedError([
      { message: `This workspace is not trusted, so its ${what} do not run. Trust it first.` },
    ]);
  }

  async endThread(thread: ThreadName): Promise<boolean> {
    return (await this.#threads?.end(thread)) ?? false;
  }

  async verify(executionId: string): Promise<Verification> {
    // What is stored is the workspace's code as well.
    this.#refuseUntrusted("executions");
    const { launch, workspace, limits = defaultLimits } = this.#options;
    return verifyExecution(executionId, { store: this.#store, launch, system: this.#system, workspace, limits });
  }

  async definitions(workflowName?: string): Promise<WorkflowDefinitionRecord[]> {
    return this.#store.definitions(workflowName);
  }

  async definition(definitionId: number): Promise<WorkflowDefinitionRecord | undefined> {
    return this.#store.definition(definitionId);
  }

  async revisions(workflowName: string): Promise<DefinitionRevision[]> {
    return this.#store
      .definitions(workflowName)
      .map(({ source: _source, parameterSchema: _schema, defaults: _defaults, ...revision }) => revision);
  }

  async health(): Promise<StoreHealth> {
    return this.#store.health();
  }

  async location(): Promise<string> {
    return this.#store.location;
  }

  onEvent(listener: (event: KernelEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** For whoever watches the files: tells the listeners to look again. */
  workflowsChanged(): void {
    this.#emit({ type: "workflows" });
  }

  /** Cancels what nobody has detached: whoever started it is gone. */
  async cancelAttached(): Promise<void> {
    const message = "The program that started it went away.";
    const attached = [...this.#running.values()].filter(({ detached }) => !detached);
    await Promise.all(
      attached.map(({ record }) => this.#stop(record.executionId, { endReason: "cancelled", message })),
    );
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#running.keys()].map((id) =>
        this.#stop(id, { endReason: "cancelled", message: "The kernel was closed." }),
      ),
    );
    await this.#threads?.close();
    for (const stop of this.#stopWatching) stop();
    this.#shelf.emptyTrash();
    this.#store.close();
  }

  async #askTraces(question: TraceQuestion): Promise<unknown> {
    if (this.#threads === null) throw new Error("This kernel reads no traces.");
    return this.#threads.ask({ role: "timeline" }, question);
  }

  #traceToRead(executionId: string): TraceToRead {
    return { executionId, waiting: this.#writer.waitingTrace(executionId) };
  }

  #unknown(executionId: string): Error {
    return new Error(`There is no execution "${executionId}" in ${this.#store.location}.`);
  }

  #begin(
    request: StartRequest,
    runOptions: RunOptions & { readonly seed: number },
    bundled: BundledWorkflow,
    description: WorkflowDescription,
    parameterValues: WorkflowExecution["parameterValues"],
    executionEnvironment: ExecutionEnvironment,
  ): WorkflowExecution {
    const { user } = this.#system.identity;
    this.#reopenIfGone();
    const { source, sourceHash, bundle, bundleHash } = bundled;
    const definition = this.#store.saveDefinition({
      ...description,
      source,
      sourceHash,
      bundle,
      bundleHash,
      createdBy: user,
    });
    return this.#store.begin({
      workflowName: definition.name,
      workflowVersion: definition.version,
      definitionId: definition.definitionId,
      executedBy: user,
      parameterValues,
      parameterOrigins: originsOf(parameterValues, request),
      runOptions,
      startTime: this.#system.now(),
      executionEnvironment,
      startedFrom: request.startedFrom ?? null,
    });
  }

  #startNotes({ definitionId, workflowVersion }: WorkflowExecution): string[] {
    const revision = this.#store.definition(definitionId)?.revision ?? 1;
    if (revision === 1) return [];
    return [`Revision ${revision} of version ${workflowVersion}: the code was changed and the version was not.`];
  }

  async #environment(git: ReturnType<System["git"]>): Promise<ExecutionEnvironment> {
    const { identity, node, platform, facts } = this.#system;
    const { commit, dirty } = await git;
    return {
      ...identity,
      node,
      platform,
      engine: `wfnb ${packageJson.version}`,
      workspace: this.#options.workspace,
      gitCommit: commit,
      gitDirty: dirty,
      ...facts,
    };
  }

  #receive(execution: RunningExecution, message: WorkerMessage): void {
    const { executionId } = execution.record;
    // What was on its way when it was terminated.
    if (!this.#running.has(executionId)) return;
    switch (message.type) {
      case "trace":
        execution.add(message.batch);
        execution.unacknowledged += 1;
        this.#writer.append(executionId, message.batch);
        this.#emit({ type: "trace", executionId, records: message.batch.first + message.batch.length });
        // Not at once: a worker that fills the line as fast as it is emptied would let nothing else be heard.
        this.#system.nextTurn(() => this.#acknowledge(execution));
        break;
      case "progress":
        execution.figures = message.figures;
        this.#emit({ type: "progress", progress: execution.progress() });
        break;
      case "ended":
        this.#end(execution, () => execution.endOf(message.outcome, this.#system.now()));
        break;
      case "loaded":
      case "refused":
        break;
    }
  }

  async #stop(executionId: string, why: AbruptEnd): Promise<boolean> {
    const execution = this.#running.get(executionId);
    if (execution === undefined) return false;
    execution.stopping ??= why;
    execution.control.stop();
    await Promise.race([execution.ended, this.#system.after(politeStopMs)]);
    if (!this.#running.has(executionId)) return true;
    const terminated = execution.worker.terminate();
    const isStuck = await Promise.race([terminated.then(() => false), this.#system.after(stuckMs).then(() => true)]);
    this.#end(execution, () => execution.endOfAbrupt(execution.stopping ?? why, this.#system.now()));
    if (isStuck) this.#options.onStuck?.();
    return true;
  }

  #endGone(execution: RunningExecution, error: unknown, exitCode: number): void {
    this.#end(execution, () =>
      execution.endOfAbrupt(execution.stopping ?? abruptEnd(error, exitCode), this.#system.now()),
    );
  }

  /** Once: the first word on how it ended counts. */
  #end(execution: RunningExecution, describeEnd: () => ExecutionEnd): void {
    const { executionId } = execution.record;
    if (!this.#running.delete(executionId)) return;
    this.#writer.finish(executionId, describeEnd());
    const record = this.#writer.completed(this.#store.execution(executionId) ?? execution.record);
    execution.resolveEnded(record);
    this.#emit({ type: "execution", execution: record });
  }

  #setPaused(executionId: string, paused: boolean): boolean {
    const running = this.#running.get(executionId);
    if (running === undefined) return false;
    running.control.isPaused = paused;
    return true;
  }

  #noticeChanges(): void {
    const { cursor, executions, deleted, cancelRequested, othersWrote } = this.#store.changes(this.#cursor);
    this.#cursor = cursor;
    for (const execution of executions) {
      // The beginning and the end of its own ones this kernel has told already; what comes later may be anybody's.
      if (this.#own.has(execution.executionId)) {
        if (!isGoingOn(execution)) this.#own.delete(execution.executionId);
        continue;
      }
      this.#answerWaiting(execution);
      this.#emit({ type: "execution", execution });
    }
    for (const executionId of cancelRequested) {
      void this.#stop(executionId, { endReason: "cancelled", message: null });
    }
    if (othersWrote) this.#emit({ type: "store", deleted });
  }

  #tidy(): void {
    this.#writer.retry();
    for (const execution of this.#running.values()) this.#acknowledge(execution);
    this.#markOrphans();
  }

  /** Tells the worker to go on, unless too much waits in memory. */
  #acknowledge(execution: RunningExecution): void {
    if (this.#writer.waitingRecords >= mostWaitingRecords) return;
    for (; execution.unacknowledged > 0; execution.unacknowledged -= 1) execution.control.acknowledge();
  }

  #watchMemory(limits: MemoryLimits): () => void {
    const watch = new MemoryWatch(
      limits,
      this.#system.memory,
      () => this.#running.values(),
      ({ record }, limit) =>
        this.#stop(record.executionId, {
          endReason: "failed",
          message: `The workflow used too much memory and was stopped: the limit is ${Math.round(limit / 1e6)} MB.`,
        }),
    );
    return this.#system.every(memoryPollMs, () => void watch.check());
  }

  /** Somebody removed the folder or put another file in its place: go on with what lies there now. */
  #reopenIfGone(): void {
    if (!this.#store.isGone || this.#running.size > 0 || this.#writer.failure !== null) return;
    this.#store.close();
    this.#store = this.#options.openStore();
    this.#writer = new PatientWriter(this.#store);
    this.#cursor = this.#store.changes().cursor;
  }

  #markOrphans(): void {
    const { isAlive, now } = this.#system;
    const { reasonOf } = this.#options;
    for (const execution of markOrphans(this.#store, {
      isAlive,
      now,
      ...(reasonOf === undefined ? {} : { reasonOf }),
    })) {
      this.#answerWaiting(execution);
      this.#emit({ type: "execution", execution });
    }
  }

  #answerWaiting(execution: WorkflowExecution): void {
    if (isGoingOn(execution)) return;
    this.#waiting.get(execution.executionId)?.resolve(execution);
    this.#waiting.delete(execution.executionId);
  }

  #emit(event: KernelEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function isGoingOn({ status }: WorkflowExecution): boolean {
  return status === "running" || status === "queued";
}

function originsOf(
  values: WorkflowExecution["parameterValues"],
  { parameters, origins = {} }: StartRequest,
): WorkflowExecution["parameterOrigins"] {
  return Object.fromEntries(
    Object.keys(values).map((name) => [
      name,
      origins[name] ?? { from: Object.hasOwn(parameters, name) ? "override" : "default" },
    ]),
  );
}

/** What a worker that is gone without a word tells by the way it went. */
function abruptEnd(error: unknown, exitCode: number): AbruptEnd {
  if (error === undefined) {
    return {
      endReason: "failed",
      message: `The workflow ended its worker itself (process.exit, exit code ${exitCode}) before it was done.`,
    };
  }
  if (codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY") {
    return {
      endReason: "failed",
      message: "The workflow used up the memory that an execution may have, and was stopped.",
    };
  }
  const { message, stack } = describeThrown(error);
  return { endReason: "failed", message, stack };
}
