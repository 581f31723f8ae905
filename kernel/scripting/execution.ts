import { executionBundle, executionText } from "../display/executionBundle.ts";
import { currentHost } from "../display/host.ts";
import { textMime } from "../display/mimeBundle.ts";
import type {
  ExecutionStatus,
  JsonObject,
  MessageRecord,
  ParameterValues,
  TraceRecord,
  WorkflowExecution,
} from "../model/index.ts";
import { TraceBatchReader } from "../model/index.ts";
import { summarize } from "../notebook/outputs.ts";
import type { Kernel } from "../runner/kernel.ts";
import type { TimeWindow } from "../store/store.ts";
import { type Timeline, type TimelineSpecOptions, timelineOf, timelineSpec } from "../timeline/index.ts";

/** A state of the model, from when to when in simulated seconds. */
export interface StateVisit {
  readonly state: string;
  readonly substate: string;
  readonly start: number;
  /** The clock at the end where the state was never left; null while it runs. */
  readonly end: number | null;
}

/**
 * One stored execution: its record at hand, its trace read when asked for.
 *
 * @example
 * const execution = await run("stf_processing", { physics_period_count: 1 });
 * execution.counts.stf;             // 86
 * (await execution.states()).length // 6
 */
export class Execution {
  /** The whole record: parameters with origins, seed, versions, times, metrics, error. */
  readonly record: WorkflowExecution;
  readonly #kernel: Kernel;

  /** Made by `run`, `execution` and `executions`. */
  constructor(kernel: Kernel, record: WorkflowExecution) {
    this.#kernel = kernel;
    this.record = record;
  }

  /** `workflow-user-NNNN`, as in the editor's sidebar. */
  get id(): string {
    return this.record.executionId;
  }

  /** `completed`, `failed` or `cancelled` once it has ended. */
  get status(): ExecutionStatus {
    return this.record.status;
  }

  get parameters(): ParameterValues {
    return this.record.parameterValues;
  }

  /** How often each thing was counted, by name. */
  get counts(): Readonly<Record<string, number>> {
    return this.record.performanceMetrics?.counts ?? {};
  }

  /** Simulated seconds in each `state/substate`. */
  get timeInState(): Readonly<Record<string, number>> {
    return this.record.performanceMetrics?.timeInState ?? {};
  }

  /** The clock at the end, in simulated seconds; null while it runs. */
  get simulatedEndTime(): number | null {
    return this.record.simulatedEndTime;
  }

  /** Everything that was recorded, in order; optionally the records of a window of simulated seconds alone. */
  async trace(window?: TimeWindow): Promise<TraceRecord[]> {
    const reader = new TraceBatchReader();
    const batches = await this.#kernel.trace(this.id, window);
    const records = batches.flatMap((batch) => [...reader.records(batch)]);
    return window === undefined ? records : records.filter(({ time }) => time >= window.from && time <= window.to);
  }

  /** The states in the order in which the model went through them. */
  async states(): Promise<StateVisit[]> {
    const changes = (await this.trace()).filter((record) => record.kind === "state");
    return changes.map(({ state, substate, time }, index) => {
      return { state, substate, start: time, end: changes[index + 1]?.time ?? this.simulatedEndTime };
    });
  }

  /** The messages to agents, in order. */
  async messages(): Promise<MessageRecord[]> {
    return (await this.trace()).filter((record) => record.kind === "message");
  }

  /** The trace made small enough to draw: states, messages, marks, counts and gauges over simulated time. */
  async timeline(): Promise<Timeline> {
    return (await this.#kernel.timeline(this.id)) ?? timelineOf([]);
  }

  /** The timeline as a Vega-Lite spec (version 5). */
  async timelineSpec(options: TimelineSpecOptions = { width: 760, interactive: false }): Promise<JsonObject> {
    return timelineSpec(await this.timeline(), options);
  }

  /** Status, figures and timeline as text, 80 columns wide. */
  async text(): Promise<string> {
    return executionText(this.record, await this.timeline());
  }

  /** Shows status, figures and timeline as one output of the notebook's cell; in a plain script, prints the text. */
  async show(): Promise<void> {
    const host = currentHost();
    const timeline = await this.timeline();
    host.show(
      host.isLive ? await executionBundle(this.record, timeline) : { [textMime]: executionText(this.record, timeline) },
    );
  }

  /** One line: id, status, figures. */
  toString(): string {
    return summarize(this.record);
  }
}

/** So that a notebook and `console.log` show a line for it, not its insides. Not declared: it is no call for users. */
Object.defineProperty(Execution.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Execution) {
    return this.toString();
  },
});
