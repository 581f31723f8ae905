import { isGoingOn, type TraceBatch, type TraceDifference } from "../../model/index.ts";
import type { TimeWindow } from "../../store/index.ts";
import type { Timeline } from "../../summary/timeline.ts";
import type { ExportFormat } from "../export/exportTrace.ts";
import type { NotebookThreads } from "../notebookThreads.ts";
import type { RunningExecutions } from "../runningExecutions.ts";
import type { StoreInUse } from "../storeInUse.ts";
import type { TimelineQuestion } from "../timelineQuestion.ts";
import type { RecordsPage, RecordsQuery } from "./recordsQuery.ts";
import type { TraceQuestion, TraceToRead } from "./traceQuestion.ts";

/** What there is to read in traces, live and stored: long ones are read by a thread, so that they hold up no execution. */
export class TraceReads {
  readonly #storage: StoreInUse;
  readonly #running: RunningExecutions;
  readonly #threads: NotebookThreads | null;

  /** Without threads nothing but whole traces is read. */
  constructor(storage: StoreInUse, running: RunningExecutions, threads: NotebookThreads | null) {
    this.#storage = storage;
    this.#running = running;
    this.#threads = threads;
  }

  whole(executionId: string, window?: TimeWindow): TraceBatch[] {
    const { store, writer } = this.#storage;
    return [...store.trace(executionId, window), ...writer.waitingTrace(executionId)];
  }

  async timeline(executionId: string, window?: TimeWindow): Promise<Timeline | undefined> {
    // Before its trace: what has ended here has all of it there.
    const execution = this.#storage.execution(executionId);
    if (execution === undefined) return undefined;
    const { simulatedEndTime } = execution;
    const running = this.#running.get(executionId);
    const question: TimelineQuestion = {
      ...this.#traceToRead(executionId),
      ...(window === undefined ? {} : { window }),
      ...(running === undefined ? {} : { now: running.figures.now }),
      ...(isGoingOn(execution) ? {} : { ended: { simulatedEndTime } }),
    };
    return (await this.#ask({ type: "timeline", question })) as Timeline;
  }

  async records(executionId: string, query: RecordsQuery): Promise<RecordsPage> {
    const question = { ...this.#traceToRead(executionId), query };
    return (await this.#ask({ type: "records", question })) as RecordsPage;
  }

  async firstDifference(first: string, second: string): Promise<TraceDifference | null> {
    const question = { first: this.#traceToRead(first), second: this.#traceToRead(second) };
    return (await this.#ask({ type: "difference", question })) as TraceDifference | null;
  }

  /** Throws when there is no such execution. */
  async exportTrace(executionId: string, format: ExportFormat, file: string): Promise<void> {
    const execution = this.#storage.execution(executionId);
    if (execution === undefined) throw unknownExecution(executionId, this.#storage.store);
    const { waiting } = this.#traceToRead(executionId);
    await this.#ask({ type: "export", question: { execution, waiting, format, file } });
  }

  #traceToRead(executionId: string): TraceToRead {
    return { executionId, waiting: this.#storage.writer.waitingTrace(executionId) };
  }

  async #ask(question: TraceQuestion): Promise<unknown> {
    if (this.#threads === null) throw new Error("This kernel reads no traces.");
    return this.#threads.ask({ role: "timeline" }, question);
  }
}

export function unknownExecution(executionId: string, { location }: { readonly location: string }): Error {
  return new Error(`There is no execution "${executionId}" in ${location}.`);
}
