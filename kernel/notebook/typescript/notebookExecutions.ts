import {
  type PerformanceMetrics,
  TraceBatchReader,
  type TraceRecord,
  type WorkflowExecution,
} from "../../model/index.ts";
import type { KernelCaller } from "../../runner/threadServer.ts";
import type { ExecutionQuery, TimeWindow } from "../../store/index.ts";
import type { CellSession } from "./cellSession.ts";

/** `executions` of a notebook: the records that the workspace keeps. */
export class NotebookExecutions {
  readonly #session: CellSession;
  readonly #callKernel: KernelCaller;

  constructor(session: CellSession, callKernel: KernelCaller) {
    this.#session = session;
    this.#callKernel = callKernel;
  }

  /** Newest first. A text is in the query language. */
  list(query: string | ExecutionQuery = {}): Promise<WorkflowExecution[]> {
    const asked = typeof query === "string" ? { matching: query } : query;
    return this.#session.wait(this.#callKernel("executions", asked));
  }

  async get(executionId: string): Promise<WorkflowExecution> {
    const found = await this.#session.wait(this.#callKernel("execution", executionId));
    if (found === undefined) throw new Error(`There is no execution "${executionId}" in this workspace.`);
    return found;
  }

  /** Every record, or those of one stretch of simulated time. */
  async trace(execution: string | WorkflowExecution, window?: TimeWindow): Promise<TraceRecord[]> {
    const executionId = typeof execution === "string" ? execution : execution.executionId;
    const batches = await this.#session.wait(this.#callKernel("trace", executionId, window));
    const reader = new TraceBatchReader();
    return batches.flatMap((batch) => [...reader.records(batch)]);
  }

  /** Undefined while it runs. */
  async metrics(execution: string | WorkflowExecution): Promise<PerformanceMetrics | undefined> {
    const executionId = typeof execution === "string" ? execution : execution.executionId;
    return (await this.get(executionId)).performanceMetrics ?? undefined;
  }

  /** False when it was not running. */
  cancel(executionId: string): Promise<boolean> {
    return this.#session.wait(this.#callKernel("cancel", executionId));
  }
}
