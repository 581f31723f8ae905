import type { ChildProcess } from "node:child_process";
import type { TraceBatch, TraceDifference, WorkflowDefinitionRecord, WorkflowExecution } from "../model/index.ts";
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
import type { WorkflowListing } from "../workflow/registry.ts";
import { codeOf } from "./errorCode.ts";
import type { ExportFormat } from "./export/exportTrace.ts";
import type { DefinitionRevision, Kernel, KernelEvent, Prediction, StartRequest } from "./kernel.ts";
import { KernelLostError } from "./kernelLostError.ts";
import type { KernelMethod, KernelReply, KernelRequest, KernelSettings } from "./kernelProtocol.ts";
import { fromSentError } from "./sentError.ts";
import type { ThreadName } from "./threadProtocol.ts";
import type { RecordsPage, RecordsQuery } from "./trace/recordsQuery.ts";
import type { Verification } from "./verify.ts";

export interface KernelProcessOptions extends Omit<KernelSettings, "predecessors"> {
  /** Starts the process with these arguments; the real one is `forkKernel`. What it throws, every question is refused with. */
  readonly fork: (args: readonly string[]) => ChildProcess;
  /** Milliseconds a cancel may take before the whole process is killed. Default 2,000. */
  readonly cancelTimeoutMs?: number;
}

/** A call that waits for its answer. */
interface Pending {
  readonly method: KernelMethod;
  readonly args: readonly unknown[];
  readonly resolve: (result: any) => void;
  readonly reject: (error: Error) => void;
  /** What has come of a long answer. */
  readonly parts: TraceBatch[];
}

/** Asking again does no harm: these go to the next process when one dies. Starting is not among them. */
const repeatable: ReadonlySet<KernelMethod> = new Set<KernelMethod>([
  "workflows",
  "finished",
  "cancel",
  "execution",
  "executions",
  "count",
  "groups",
  "knownValues",
  "label",
  "trace",
  "timeline",
  "records",
  "firstDifference",
  "exportTrace",
  "location",
  "definition",
  "definitions",
  "revisions",
  "health",
]);

/** Processes in a row that may die before they serve. */
const maxFailedStarts = 3;
/** Characters of what a process said on its error output, for the message when it dies. */
const keptErrorOutput = 4_000;

/**
 * A kernel in a child process: whatever workflows do there, this process goes on. When the child dies, another one takes its place,
 * marks what ran there as lost, and answers the questions that were open.
 */
export class KernelProcess implements Kernel {
  readonly #options: KernelProcessOptions;
  readonly #listeners = new Set<(event: KernelEvent) => void>();
  readonly #pending = new Map<number, Pending>();
  readonly #predecessors: { readonly pid: number; readonly reason: string }[] = [];
  #child: ChildProcess | null = null;
  #nextId = 1;
  #failedStarts = 0;
  #isClosed = false;

  constructor(options: KernelProcessOptions) {
    this.#options = options;
  }

  workflows(): Promise<WorkflowListing> {
    return this.#call("workflows");
  }

  start(request: StartRequest): Promise<WorkflowExecution> {
    return this.#call("start", request);
  }

  predict(request: StartRequest): Promise<Prediction | undefined> {
    return this.#call("predict", request);
  }

  finished(executionId: string): Promise<WorkflowExecution> {
    return this.#call("finished", executionId);
  }

  /** Kills the whole process when it does not answer in time, unless the execution is another one's, which may take its time. */
  async cancel(executionId: string): Promise<boolean> {
    const child = this.#child;
    const timer = setTimeout(() => child?.kill("SIGKILL"), this.#options.cancelTimeoutMs ?? 2_000);
    try {
      const execution = await this.execution(executionId);
      if (execution?.executionEnvironment.pid !== child?.pid) clearTimeout(timer);
      return await this.#call<boolean>("cancel", executionId);
    } finally {
      clearTimeout(timer);
    }
  }

  pause(executionId: string): Promise<boolean> {
    return this.#call("pause", executionId);
  }

  resume(executionId: string): Promise<boolean> {
    return this.#call("resume", executionId);
  }

  cancelBatch(batch: string): Promise<number> {
    return this.#call("cancelBatch", batch);
  }

  setFactor(executionId: string, factor: number): Promise<boolean> {
    return this.#call("setFactor", executionId, factor);
  }

  execution(executionId: string): Promise<WorkflowExecution | undefined> {
    return this.#call("execution", executionId);
  }

  executions(query?: ExecutionQuery): Promise<WorkflowExecution[]> {
    return this.#call("executions", query);
  }

  count(query?: ExecutionQuery): Promise<number> {
    return this.#call("count", query);
  }

  groups(by: GroupedBy, query?: ExecutionQuery): Promise<ExecutionGroups> {
    return this.#call("groups", by, query);
  }

  knownValues(): Promise<KnownValues> {
    return this.#call("knownValues");
  }

  label(executionIds: readonly string[], change: LabelChange): Promise<WorkflowExecution[]> {
    return this.#call("label", executionIds, change);
  }

  trash(executionIds: readonly string[]): Promise<string[]> {
    return this.#call("trash", executionIds);
  }

  restore(executionIds: readonly string[]): Promise<WorkflowExecution[]> {
    return this.#call("restore", executionIds);
  }

  trace(executionId: string, window?: TimeWindow): Promise<TraceBatch[]> {
    return this.#call("trace", executionId, window);
  }

  timeline(executionId: string, window?: TimeWindow): Promise<Timeline | undefined> {
    return this.#call("timeline", executionId, window);
  }

  records(executionId: string, query: RecordsQuery): Promise<RecordsPage> {
    return this.#call("records", executionId, query);
  }

  firstDifference(first: string, second: string): Promise<TraceDifference | null> {
    return this.#call("firstDifference", first, second);
  }

  exportTrace(executionId: string, format: ExportFormat, file: string): Promise<void> {
    return this.#call("exportTrace", executionId, format, file);
  }

  delete(executionIds: readonly string[]): Promise<string[]> {
    return this.#call("delete", executionIds);
  }

  askThread(thread: ThreadName, question: unknown): Promise<unknown> {
    return this.#call("askThread", thread, question);
  }

  endThread(thread: ThreadName): Promise<boolean> {
    return this.#call("endThread", thread);
  }

  verify(executionId: string): Promise<Verification> {
    return this.#call("verify", executionId);
  }

  definitions(workflowName?: string): Promise<WorkflowDefinitionRecord[]> {
    return this.#call("definitions", workflowName);
  }

  definition(definitionId: number): Promise<WorkflowDefinitionRecord | undefined> {
    return this.#call("definition", definitionId);
  }

  revisions(workflowName: string): Promise<DefinitionRevision[]> {
    return this.#call("revisions", workflowName);
  }

  health(): Promise<StoreHealth> {
    return this.#call("health");
  }

  location(): Promise<string> {
    return this.#call("location");
  }

  onEvent(listener: (event: KernelEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Cancels what was started from here and is not detached. The process ends when its last detached execution does. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const child = this.#child;
    this.#rejectPending(new KernelLostError("The kernel was closed."));
    if (child === null) return;
    const exited = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("disconnect", () => resolve());
    });
    child.channel?.ref();
    child.send({ id: 0, method: "close", args: [] } satisfies KernelRequest, () => {});
    await exited;
  }

  /** The pid of the process that serves now; undefined before the first call. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  #call<T>(method: KernelMethod, ...args: unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isClosed) {
        reject(new KernelLostError("The kernel was closed."));
        return;
      }
      this.#send({ method, args, resolve, reject, parts: [] });
    });
  }

  #send(call: Pending): void {
    // First: where no process can be started, the call is refused and nothing waits.
    const child = this.#child ?? this.#fork();
    const id = this.#nextId;
    this.#nextId += 1;
    this.#pending.set(id, call);
    child.ref();
    child.channel?.ref();
    child.send(
      { id, method: call.method, args: call.args } satisfies KernelRequest,
      (error: NodeJS.ErrnoException | null) => {
        // A child that died meanwhile tells by its exit, which answers all that is open.
        const isGone = !child.connected || ["EPIPE", "ERR_IPC_CHANNEL_CLOSED"].includes(codeOf(error) ?? "");
        if (error !== null && !isGone) this.#take(id)?.reject(error);
      },
    );
  }

  #take(id: number): Pending | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0 && !this.#isClosed) {
      // Nothing is open: this process may end when it likes, unless it is closing, which waits for the child.
      this.#child?.unref();
      this.#child?.channel?.unref();
    }
    return call;
  }

  #fork(): ChildProcess {
    // All that is set goes along, whatever it is: a setting that is forgotten here is one that does not hold.
    const { fork: _fork, cancelTimeoutMs: _cancelTimeoutMs, ...given } = this.#options;
    const settings: KernelSettings = { ...given, predecessors: this.#predecessors };
    const child = this.#options.fork([JSON.stringify(settings)]);
    let errorOutput = "";
    let hasServed = false;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      errorOutput = (errorOutput + text).slice(-keptErrorOutput);
    });
    (child.stderr as { unref?: () => void } | null)?.unref?.();
    child.on("message", (message: KernelReply) => {
      hasServed = true;
      this.#receive(message);
    });
    child.once("error", (error) => {
      if (child.pid === undefined) this.#childDied(child, `it cannot be started (${error.message})`, false);
    });
    child.once("exit", (code, signal) => {
      const how = signal === null ? `it ended with exit code ${code ?? "unknown"}` : howKilled(signal, errorOutput);
      const lastWords = firstError(errorOutput);
      this.#childDied(child, lastWords === "" ? how : `${how} (${lastWords})`, hasServed);
    });
    this.#child = child;
    return child;
  }

  #receive(message: KernelReply): void {
    if ("event" in message) {
      for (const listener of this.#listeners) listener(message.event);
    } else if ("ready" in message) {
      this.#failedStarts = 0;
    } else if ("error" in message) {
      this.#take(message.id)?.reject(fromSentError(message.error));
    } else if ("part" in message) {
      this.#pending.get(message.id)?.parts.push(...message.part);
    } else {
      const call = this.#take(message.id);
      call?.resolve(call.method === "trace" ? [...call.parts, ...(message.result as TraceBatch[])] : message.result);
    }
  }

  #childDied(child: ChildProcess, reason: string, hasServed: boolean): void {
    if (this.#child !== child) return;
    this.#child = null;
    if (this.#isClosed) return;
    if (child.pid !== undefined) this.#predecessors.push({ pid: child.pid, reason });
    if (!hasServed) this.#failedStarts += 1;
    const calls = [...this.#pending.values()];
    this.#pending.clear();
    const error = new KernelLostError(`The kernel process is gone: ${reason}.`);
    const again = calls.filter(({ method }) => repeatable.has(method) && this.#failedStarts < maxFailedStarts);
    for (const call of calls) if (!again.includes(call)) call.reject(error);
    if (hasServed) {
      // At once, also when nothing is open: what ran there is to be marked.
      this.#fork();
      for (const listener of this.#listeners) listener({ type: "restarted", reason });
    }
    for (const call of again) this.#send({ ...call, parts: [] });
  }

  #rejectPending(error: Error): void {
    const calls = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of calls) call.reject(error);
  }
}

function firstError(text: string): string {
  const lines = text.split("\n").filter((line) => /\w*Error\b.*:/.test(line));
  return lines[0]?.trim() ?? "";
}

/** Node aborts itself when an allocation fails, and says so; it does as well when code closes files that it works with, and then says nothing. */
function howKilled(signal: NodeJS.Signals, errorOutput: string): string {
  if (signal !== "SIGABRT") return `it was killed by ${signal}`;
  return /out of memory|allocation failed|process OOM/i.test(errorOutput)
    ? "it ran out of memory and was ended (SIGABRT)"
    : "Node aborted it (SIGABRT), as it does when code closes files that are not its own or when memory runs out";
}
