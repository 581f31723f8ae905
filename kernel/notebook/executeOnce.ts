import type { ReadText, ResolvedConfig } from "../config/index.ts";
import { type StartedFrom, TraceBatchReader, type WorkflowExecution } from "../model/index.ts";
import type { Kernel, StartRequest } from "../runner/kernel.ts";
import type { WorkflowText } from "../workflow/bundle.ts";
import { describeFailure, type FailureContext } from "./failure.ts";
import { type FollowedExecution, followExecution } from "./followExecution.ts";
import { type CellOutput, errorOutput, executionOutput } from "./outputs.ts";
import type { FramePlace } from "./stackPlaces.ts";
import type { CellDependencies, CellError } from "./typescript/protocol.ts";

/** How a cell ended. `execution` where one was started. */
export interface CellResult {
  readonly success: boolean;
  /** The configuration was refused, and nothing was stored. */
  readonly refused: boolean;
  /** Of several the one to look at: the first that failed, else the first. */
  readonly execution?: WorkflowExecution;
  /** All of them, where a sweep or replications made several, in the order of the sweep. */
  readonly executions?: readonly WorkflowExecution[];
  /** Where it went wrong, for whoever can point at it. */
  readonly error?: CellError;
  /** What it would have to be run again for. */
  readonly dependencies?: CellDependencies;
}

/** Replaces everything that the cell has shown so far. */
export type ShowOutputs = (outputs: readonly CellOutput[]) => void;

export const refused: CellResult = { success: false, refused: true };

export interface ExecuteRequest {
  readonly kernel: Kernel;
  readonly config: ResolvedConfig;
  /** The workflow, where a cell defined it. */
  readonly source?: WorkflowText | undefined;
  /** Path of the notebook when a cell defined it. Default: `uri`. */
  readonly definedIn?: string | undefined;
  /** The document of the configuration. */
  readonly uri: string;
  /** What it is called where a mistake in it is explained. Default: nothing, as in the cell that shows the explanation. */
  readonly name?: string | undefined;
  readonly startedFrom: StartedFrom;
  /** The execution goes on when whoever started it goes away, such as an editor that is closed. Default false. */
  readonly detached?: boolean | undefined;
  /** Reads the TypeScript that a failure points into. */
  readonly read?: ReadText | undefined;
  /** Sources of cells, for failures that point into them. */
  readonly cellSource?: ((cell: string) => string | undefined) | undefined;
  readonly show: ShowOutputs;
  /** Told in a line how far several executions are, and how many of them have ended. */
  readonly tell?: ((line: string, ended: number) => void) | undefined;
  /** Told of each execution as it begins. */
  readonly started?: ((execution: WorkflowExecution) => void) | undefined;
  /** Aborting cancels the execution. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts one execution and shows how it goes, to its end. */
export async function executeOnce(request: ExecuteRequest): Promise<CellResult> {
  const { kernel, show, signal } = request;
  const started = await kernel.start(startRequest(request));
  request.started?.(started);
  const followed = await untilEnded(kernel, started, show, signal);
  return showEnded(kernel, followed, contextOf(request), show);
}

export function startRequest({ config, startedFrom, source, detached }: ExecuteRequest): StartRequest {
  const { replications: _, ...run } = config.run;
  return {
    workflow: config.workflowName,
    version: config.version,
    parameters: config.parameters,
    origins: config.origins,
    run,
    startedFrom,
    ...(detached === true ? { detached } : {}),
    ...(source === undefined ? {} : { source }),
  };
}

/** Follows an execution that may have been started long ago, to its end. */
export async function untilEnded(
  kernel: Kernel,
  started: WorkflowExecution,
  show: ShowOutputs,
  signal: AbortSignal | undefined,
): Promise<FollowedExecution> {
  // Whoever follows it hears what came of it, also when the kernel is gone or closed before it has answered this.
  const cancel = () => void kernel.cancel(started.executionId).catch(() => {});
  signal?.addEventListener("abort", cancel, { once: true });
  if (signal?.aborted === true) cancel();
  try {
    return await followExecution(kernel, started, show);
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

/** Shows how an execution ended, with what is known of a failure. */
export async function showEnded(
  kernel: Kernel,
  { ended, last }: FollowedExecution,
  context: Omit<FailureContext, "state">,
  show: ShowOutputs,
): Promise<CellResult> {
  if (ended.status !== "failed") {
    show([executionOutput(ended)]);
    return { success: ended.status === "completed", refused: false, execution: ended };
  }
  const state = await stateAtEnd(kernel, ended, last);
  const { message, stack, error } = await describeFailure(ended, { ...context, state });
  show([executionOutput(ended, { errorFollows: true }), errorOutput("ExecutionFailed", message, stack)]);
  return { success: false, refused: false, execution: ended, error };
}

/** Longer traces are not read for one word. */
const mostRecordsRead = 200_000;

/** `state/substate` of the last moment, where the trace is short enough to be read for it. */
export async function stateAtEnd(
  kernel: Kernel,
  { executionId, performanceMetrics }: WorkflowExecution,
  last: FollowedExecution["last"],
): Promise<string | null> {
  let state = last?.state ?? null;
  let substate = last?.substate ?? "";
  if ((performanceMetrics?.records ?? 0) <= mostRecordsRead) {
    const reader = new TraceBatchReader();
    for (const batch of await kernel.trace(executionId)) {
      for (const record of reader.records(batch)) if (record.kind === "state") ({ state, substate } = record);
    }
  }
  return state === null || substate === "" ? state : `${state}/${substate}`;
}

export function contextOf({ uri, definedIn = uri, ...request }: ExecuteRequest): Omit<FailureContext, "state"> {
  const { config, read, cellSource } = request;
  return { uri: definedIn, config, linesOf: (place) => linesOf(place, read, cellSource) };
}

export async function linesOf(
  { cell, file }: FramePlace,
  read: ReadText | undefined,
  cellSource: ((cell: string) => string | undefined) | undefined,
): Promise<readonly string[] | undefined> {
  if (cell !== undefined) return cellSource?.(cell)?.split("\n");
  const text = file === undefined ? undefined : await read?.(file);
  return typeof text === "string" ? text.split("\n") : undefined;
}
