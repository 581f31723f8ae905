import {
  type PerformanceMetrics,
  TraceBatchReader,
  type TraceRecord,
  type WorkflowExecution,
} from "../../model/index.ts";
import { executionsQuery } from "../../runner/executionsQuery.ts";
import type { KernelCaller } from "../../runner/threadServer.ts";
import type { ExecutionQuery, TimeWindow } from "../../store/index.ts";
import { unitOf } from "../../views/index.ts";
import { severalOf } from "../severalOf.ts";
import { severalOutput } from "../severalOutput.ts";
import { summaryChart } from "../summaryChart.ts";
import type { SweepChart } from "../sweepChart.ts";
import type { CellSession } from "./cellSession.ts";
import type { MimeBundle } from "./outputList.ts";

/** Executions, or what finds them. */
type Chosen = string | ExecutionQuery | readonly WorkflowExecution[];

/** `executions` of a notebook: the records that the workspace keeps. */
export class NotebookExecutions {
  readonly #session: CellSession;
  readonly #callKernel: KernelCaller;

  constructor(session: CellSession, callKernel: KernelCaller) {
    this.#session = session;
    this.#callKernel = callKernel;
  }

  /** Newest first: all that a query finds, unless its `limit` says how many; without a query the latest 100. A text is in the query language. */
  async list(query: string | ExecutionQuery = {}): Promise<WorkflowExecution[]> {
    return this.#session.wait(this.#callKernel("executions", executionsQuery(query)));
  }

  /**
   * How executions differ: a row for each combination of the parameters that are not the same in all, with what was counted, measured
   * and how long each state took, of several executions as means with standard deviations. What is no list of executions is asked for as by `list`.
   */
  async summary(which: Chosen): Promise<MimeBundle> {
    const output = severalOutput(severalOf(await this.#all(which)));
    return output.kind === "display" ? output.data : {};
  }

  /** The figures of a summary over the numeric parameter with the most values, as Vega-Lite; undefined where there is nothing to draw. */
  async chart(which: Chosen): Promise<SweepChart | undefined> {
    const executions = await this.#all(which);
    const [first] = executions;
    if (first === undefined) return undefined;
    const definition = await this.#session.wait(this.#callKernel("definition", first.definitionId));
    return summaryChart(executions, (key) => unitOf(definition, key));
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

  async #all(which: Chosen): Promise<readonly WorkflowExecution[]> {
    return isList(which) ? which : this.list(which);
  }

  /** False when it was not running. */
  cancel(executionId: string): Promise<boolean> {
    return this.#session.wait(this.#callKernel("cancel", executionId));
  }
}

function isList(which: Chosen): which is readonly WorkflowExecution[] {
  return Array.isArray(which);
}
