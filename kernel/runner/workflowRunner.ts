import { type ConfigDiagnostic, messageOf, type ReadText, resolveCall } from "../config/index.ts";
import type { ParameterValue, RunOptions, WorkflowExecution } from "../model/index.ts";
import { ExecutionHandle } from "./executionHandle.ts";
import type { Kernel } from "./kernel.ts";
import { type StartProblem, StartRefusedError } from "./startRefusedError.ts";

/** How to run, and beside it any parameter of the workflow by its name. */
export interface RunWorkflowOptions extends RunOptions {
  /** The seed's word for `until`. */
  readonly duration?: number;
  /** Name or path of a TOML configuration. Default: `<workflow>_default.toml` beside the workflow. */
  readonly config?: string;
  /** Goes on when this process ends. Default false. */
  readonly detached?: boolean;
  readonly [parameter: string]: ParameterValue | undefined;
}

export interface RunnerPorts {
  readonly kernel: Kernel;
  /** Reads configurations; relative paths are relative to the workspace. */
  readonly read: ReadText;
}

/** The workflow ran and did not complete. Its record says why. */
export class ExecutionFailedError extends Error {
  override readonly name = "ExecutionFailedError";
  readonly execution: WorkflowExecution;

  constructor(execution: WorkflowExecution) {
    super(`${execution.executionId} ${execution.status}: ${execution.errorMessage ?? "it was stopped"}`);
    this.execution = execution;
  }
}

/**
 * Runs workflows by name, as the workflow framework of the ePIC testbed does: defaults from TOML, overrides in the call, an id in return.
 *
 * @example
 * const id = await runner.runWorkflow("stf_processing", { until: 7200, physics_period_count: 5, stf_interval: 1.5 });
 */
export class WorkflowRunner {
  readonly #ports: RunnerPorts;

  constructor(ports: RunnerPorts) {
    this.#ports = ports;
  }

  /**
   * Runs to the end and returns the execution's id. Throws a `StartRefusedError` when nothing was started,
   * and an `ExecutionFailedError` when it failed or was cancelled.
   */
  async runWorkflow(workflow: string, options: RunWorkflowOptions = {}): Promise<string> {
    const { executionId, result } = await this.start(workflow, options);
    const execution = await result;
    if (execution.status !== "completed") throw new ExecutionFailedError(execution);
    return executionId;
  }

  /** Starts and returns at once, with the running execution in hand. Throws a `StartRefusedError` when nothing was started. */
  async start(workflow: string, options: RunWorkflowOptions = {}): Promise<ExecutionHandle> {
    const { kernel, read } = this.#ports;
    const { config: configName, detached = false, run, overrides } = split(options);
    const listing = await kernel.workflows();
    const config = await resolveCall({
      workflow,
      single: true,
      ...listing,
      read,
      overrides,
      run,
      ...(configName === undefined ? {} : { config: configName }),
    });
    if (!config.valid) {
      const errors = config.diagnostics.filter(({ severity }) => severity === "error");
      throw new StartRefusedError(errors.map(problemOf));
    }
    const { workflowName, version, parameters, origins } = config;
    const started = await kernel.start({
      workflow: workflowName,
      version,
      parameters,
      origins,
      run: config.run,
      detached,
    });
    return new ExecutionHandle(kernel, started);
  }

  /** Cancels what was started from here and is not detached. */
  close(): Promise<void> {
    return this.#ports.kernel.close();
  }
}

/** Why a workflow does not load is told with the place in its file. */
function problemOf(error: ConfigDiagnostic): StartProblem {
  const fault = error.related?.find(({ role }) => role === "workflow-fault")?.location;
  return { message: messageOf(error), ...(fault && { file: fault.uri, ...fault.range.start }) };
}

/** How to run has names of its own, which no parameter may take. */
function split({
  duration,
  until = duration,
  seed,
  realtime,
  factor,
  config,
  detached,
  ...parameters
}: RunWorkflowOptions) {
  const given = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    config,
    detached,
    run: given({ until, seed, realtime, factor }) as RunOptions,
    overrides: given(parameters),
  };
}
