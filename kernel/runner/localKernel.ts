import {
  isGoingOn,
  type TraceBatch,
  type TraceDifference,
  type WorkflowDefinitionRecord,
  type WorkflowExecution,
} from "../model/index.ts";
import type {
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
import type { WorkflowListing, WorkflowRegistry } from "../workflow/registry.ts";
import { BatchCancelledError } from "./batchCancelledError.ts";
import { beginExecution, environmentOf, notesAtStart } from "./beginExecution.ts";
import { ExecutionShelf } from "./executionShelf.ts";
import type { ExportFormat } from "./export/exportTrace.ts";
import type { DefinitionRevision, Kernel, KernelEvent, Prediction, StartRequest } from "./kernel.ts";
import type { MemoryLimits } from "./memoryWatch.ts";
import { NotebookThreads } from "./notebookThreads.ts";
import { markOrphans } from "./orphans.ts";
import { predict } from "./predict.ts";
import { prepareWorker } from "./preparedWorker.ts";
import type { ProcessIdentity } from "./processIdentity.ts";
import { RunningExecution } from "./runningExecution.ts";
import { RunningExecutions } from "./runningExecutions.ts";
import { StartRefusedError } from "./startRefusedError.ts";
import { StoreInUse, type StorePurpose } from "./storeInUse.ts";
import type { System } from "./system.ts";
import type { ThreadLauncher, ThreadName } from "./threadProtocol.ts";
import type { RecordsPage, RecordsQuery } from "./trace/recordsQuery.ts";
import { TraceReads, unknownExecution } from "./trace/traceReads.ts";
import { Turns } from "./turns.ts";
import { type Verification, verifyExecution } from "./verify.ts";
import { WorkerControl } from "./workerControl.ts";
import type { WorkerLauncher } from "./workerLauncher.ts";
import type { RecordingLimits } from "./workerProtocol.ts";

export interface LocalKernelOptions {
  readonly workspace: string;
  /** Called once to read, again before something is recorded where that could not be, and when the file was deleted or replaced. */
  readonly openStore: (purpose: StorePurpose) => ExecutionStore;
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

const changePollMs = 250;
/** Executions that are told one by one where there was no store before. */
const mostToldAnew = 1000;
const orphanPollMs = 5_000;

/** Runs workflows in workers of this process and records them in a store. */
export class LocalKernel implements Kernel {
  readonly #options: LocalKernelOptions;
  readonly #storage: StoreInUse;
  readonly #system: System;
  readonly #running: RunningExecutions;
  readonly #traces: TraceReads;
  /** What was begun here, until its end has been seen in the store. */
  readonly #own = new Set<string>();
  readonly #listeners = new Set<(event: KernelEvent) => void>();
  /** Waiting for executions of other processes. */
  readonly #waiting = new Map<string, PromiseWithResolvers<WorkflowExecution>>();
  readonly #stopWatching: (() => void)[];
  readonly #threads: NotebookThreads | null;
  readonly #shelf: ExecutionShelf;
  readonly #turns = new Turns();
  #cursor: number | undefined;

  constructor(options: LocalKernelOptions) {
    this.#options = options;
    this.#storage = new StoreInUse(options.openStore, (before) => this.#takeReopened(before));
    this.#system = options.system;
    this.#running = new RunningExecutions({
      storage: this.#storage,
      system: options.system,
      emit: (event) => this.#emit(event),
      onStuck: options.onStuck,
    });
    this.#threads =
      options.launchThread === undefined
        ? null
        : new NotebookThreads(options.launchThread, this, (thread, message) =>
            this.#emit({ type: "thread", thread, message }),
          );
    this.#traces = new TraceReads(this.#storage, this.#running, this.#threads);
    this.#shelf = new ExecutionShelf({
      store: () => this.#store,
      completed: (record) => this.#storage.completed(record),
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
    if (memoryLimits !== undefined) this.#stopWatching.push(this.#running.watchMemory(memoryLimits));
  }

  get #store(): ExecutionStore {
    return this.#storage.store;
  }

  workflows(): Promise<WorkflowListing> {
    return this.#options.registry.list();
  }

  async start(request: StartRequest): Promise<WorkflowExecution> {
    this.#refuseUntrusted("workflows");
    // Executions of one batch have ids in the order in which they were asked for, though their workers are ready in any order.
    using turn = this.#turns.take(request.startedFrom?.batch);
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
        message: (message) => execution !== undefined && this.#running.receive(execution, message),
        gone: (error, exitCode) => execution !== undefined && this.#running.workerGone(execution, error, exitCode),
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
      const environment = await environmentOf(this.#system, this.#options.workspace, git);
      await turn.come;
      const beginning = { request, run, bundled, description, parameters, environment };
      this.#reopenIfUnwritable("write");
      const batch = request.startedFrom?.batch;
      if (batch !== undefined && this.#store.isBatchCancelled(batch)) throw new BatchCancelledError(batch);
      const record = beginExecution(this.#store, this.#system, beginning);
      const notes = notesAtStart(this.#store, record);
      execution = new RunningExecution(record, control, worker, request.detached === true, notes);
      this.#running.add(execution);
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
    if (record === undefined) throw unknownExecution(executionId, this.#store);
    if (!isGoingOn(record)) return record;
    let waiting = this.#waiting.get(executionId);
    if (waiting === undefined) {
      waiting = Promise.withResolvers();
      this.#waiting.set(executionId, waiting);
    }
    return waiting.promise;
  }

  async cancel(executionId: string): Promise<boolean> {
    if (await this.#running.stop(executionId, { endReason: "cancelled", message: null })) return true;
    // Another process may run it: its own kernel sees the request.
    if (this.#store.readOnly !== null || !this.#store.requestCancel(executionId)) return false;
    await this.finished(executionId);
    return true;
  }

  async cancelBatch(batch: string): Promise<number> {
    // First, so that what is about to begin is refused, or is among those that run.
    if (this.#store.readOnly === null) this.#store.cancelBatch(batch);
    const going = this.#store.executions({ batch, status: ["queued", "running"] });
    const stopped = await Promise.all(going.map(({ executionId }) => this.cancel(executionId)));
    return stopped.filter(Boolean).length;
  }

  async pause(executionId: string): Promise<boolean> {
    return this.#running.setPaused(executionId, true);
  }

  async resume(executionId: string): Promise<boolean> {
    return this.#running.setPaused(executionId, false);
  }

  async setFactor(executionId: string, factor: number): Promise<boolean> {
    return this.#running.setFactor(executionId, factor);
  }

  async execution(executionId: string): Promise<WorkflowExecution | undefined> {
    return this.#storage.execution(executionId);
  }

  async executions(query?: ExecutionQuery): Promise<WorkflowExecution[]> {
    return this.#store.executions(query).map((record) => this.#storage.completed(record));
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
    return this.#traces.whole(executionId, window);
  }

  timeline(executionId: string, window?: TimeWindow): Promise<Timeline | undefined> {
    return this.#traces.timeline(executionId, window);
  }

  records(executionId: string, query: RecordsQuery): Promise<RecordsPage> {
    return this.#traces.records(executionId, query);
  }

  firstDifference(first: string, second: string): Promise<TraceDifference | null> {
    return this.#traces.firstDifference(first, second);
  }

  exportTrace(executionId: string, format: ExportFormat, file: string): Promise<void> {
    return this.#traces.exportTrace(executionId, format, file);
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
    const { launch, workspace, limits = defaultLimits, memoryLimits } = this.#options;
    const ports = { store: this.#store, launch, system: this.#system, workspace, limits, memoryLimits };
    return verifyExecution(executionId, ports);
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

  /** Cancels what nobody has detached; `message` tells why nobody pressed the button. */
  async cancelAttached(message: string): Promise<void> {
    await this.#running.stopAll({ endReason: "cancelled", message }, ({ detached }) => !detached);
  }

  /** Resolves when nothing runs any more. */
  settled(): Promise<void> {
    return this.#running.settled();
  }

  async close(): Promise<void> {
    await this.#running.stopAll({ endReason: "cancelled", message: "The kernel was closed." });
    await this.#threads?.close();
    for (const stop of this.#stopWatching) stop();
    // The last chance of what could not be written: with this process it is gone.
    this.#storage.writer.retry();
    this.#shelf.emptyTrash();
    this.#store.close();
  }

  #noticeChanges(): void {
    this.#noticeAnother();
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
      void this.#running.stop(executionId, { endReason: "cancelled", message: null });
    }
    if (!othersWrote) return;
    this.#emit({ type: "store", deleted });
    this.#tellOthersProgress();
  }

  #tidy(): void {
    this.#storage.writer.retry();
    this.#running.acknowledgeAll();
    this.#markOrphans();
    // Who asks only now hears as well of one that is paused.
    this.#tellOthersProgress();
  }

  /** What other processes have left word of. */
  #tellOthersProgress(): void {
    for (const progress of this.#store.progress()) {
      if (this.#running.get(progress.executionId) !== undefined) continue;
      this.#emit({ type: "progress", progress, elsewhere: true });
    }
  }

  /** Somebody removed the folder or put another file in its place, or it could not be written: go on with what lies there now. */
  #reopenIfUnwritable(purpose: StorePurpose): void {
    if (this.#running.size === 0) this.#storage.reopenIfUnwritable(purpose);
  }

  /** Where nothing was, all is news; of a folder that was copied here, and of a file in the place of another, that it is there is enough. */
  #takeReopened({ isUnmade }: ExecutionStore): void {
    const isNews = isUnmade === true && this.#store.count() <= mostToldAnew;
    this.#cursor = isNews ? 0 : this.#store.changes().cursor;
    this.#emit({ type: "store", deleted: [] });
  }

  /** What another process makes where there was none, or puts in its place, is shown as it is; one that cannot be read leaves what was. */
  #noticeAnother(): void {
    try {
      if (this.#store.isGone) this.#reopenIfUnwritable("read");
    } catch {
      // Who starts something is told.
    }
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
