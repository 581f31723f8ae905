import { callUri, overrideUri } from "../config/code.ts";
import type { ConfigDiagnostic, ReadText, ResolvedConfig } from "../config/index.ts";
import { messageOf, roleSentence } from "../config/messages.ts";
import { type StartedFrom, TraceBatchReader, type WorkflowExecution } from "../model/index.ts";
import type { Kernel, StartRequest } from "../runner/kernel.ts";
import type { RelatedPlace } from "../text/index.ts";
import type { WorkflowText } from "../workflow/bundle.ts";
import { describeFailure, type FailureContext } from "./failure.ts";
import { type FollowedExecution, followExecution } from "./followExecution.ts";
import { type CellOutput, errorOutput, executionOutput } from "./outputs.ts";
import { replicationRuns, replicationsAtOnce, replicationsOutput } from "./replications.ts";
import type { FramePlace } from "./stackPlaces.ts";
import { throttled } from "./throttled.ts";
import type { CellDependencies, CellError } from "./typescript/protocol.ts";

/** How a cell ended. `execution` where one was started. */
export interface CellResult {
  readonly success: boolean;
  /** The configuration was refused, and nothing was stored. */
  readonly refused: boolean;
  /** Of several replications the first. */
  readonly execution?: WorkflowExecution;
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
  /** Aborting cancels the execution. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts what a configuration says and shows how it goes, to its end; an invalid one is explained instead. */
export async function executeConfig(request: ExecuteRequest): Promise<CellResult> {
  const { config, show } = request;
  if (!config.valid) {
    show([errorOutput("InvalidConfiguration", explain(request))]);
    return { ...refused, error: refusal(request) };
  }
  const { replications = 1 } = config.run;
  const result = await (replications > 1 ? executeReplications(request, replications) : executeOnce(request));
  return { ...result, dependencies: dependenciesOf(request) };
}

function dependenciesOf({ config, uri }: ExecuteRequest): CellDependencies {
  const files = config.layers.map((layer) => layer.uri).filter((file) => file !== uri && file !== overrideUri);
  const workflow = config.workflow?.file;
  return {
    declares: [],
    needs: [`workflow ${config.workflowName}`],
    files: workflow === undefined ? files : [...files, workflow],
  };
}

async function executeOnce(request: ExecuteRequest): Promise<CellResult> {
  const { kernel, show, signal } = request;
  const started = await kernel.start(startRequest(request));
  const followed = await untilEnded(kernel, started, show, signal);
  return showEnded(kernel, followed, contextOf(request), show);
}

/** Runs a configuration several times, some at once, with seeds that depend on the first. */
async function executeReplications(request: ExecuteRequest, count: number): Promise<CellResult> {
  const { kernel, config, show, signal } = request;
  const executions: WorkflowExecution[] = [];
  const showing = throttled(
    () => show([replicationsOutput(executions, count)]),
    250,
    () => performance.now(),
  );
  const { replications: _, ...run } = config.run;
  const runs = replicationRuns({ ...run, seed: run.seed ?? chosenSeed() }, count);
  let next = 0;
  showing.ask();
  const runNext = async (): Promise<void> => {
    const index = next;
    next += 1;
    if (index >= count || signal?.aborted === true) return;
    const started = await kernel.start({ ...startRequest(request), run: runs[index]! });
    const { ended } = await untilEnded(kernel, started, () => {}, signal);
    executions.push(ended);
    showing.ask();
    if (ended.status === "completed") await runNext();
  };
  await Promise.all(Array.from({ length: Math.min(count, replicationsAtOnce) }, runNext));
  showing.cancel();
  const failed = executions.find(({ status }) => status !== "completed");
  const summary = replicationsOutput(executions, count);
  const [first] = executions;
  if (failed === undefined && executions.length === count) {
    show([summary]);
    return { success: true, refused: false, ...(first === undefined ? {} : { execution: first }) };
  }
  if (failed === undefined) {
    show([summary]);
    return { success: false, refused: false };
  }
  return showEnded(kernel, { ended: failed, last: undefined }, contextOf(request), (outputs) =>
    show([summary, ...outputs]),
  );
}

function chosenSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed & 0x7fffffff;
}

function startRequest({ config, startedFrom, source, detached }: ExecuteRequest): StartRequest {
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
  const cancel = () => void kernel.cancel(started.executionId);
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

async function stateAtEnd(
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

function contextOf({ uri, config, read, cellSource }: ExecuteRequest): Omit<FailureContext, "state"> {
  return { uri, config, linesOf: (place) => linesOf(place, read, cellSource) };
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

/** The first error of the configuration's own document. */
function refusal({ config, uri }: ExecuteRequest): CellError {
  const errors = config.diagnostics.filter(({ severity }) => severity === "error");
  const own = errors.find((diagnostic) => diagnostic.uri === uri);
  const message = own === undefined ? "The configuration is not valid." : messageOf(own);
  return { name: "InvalidConfiguration", message, ...(own === undefined ? {} : { range: own.range }) };
}

/** Every error, a line each, and one for each place that belongs to it. */
function explain({ config, uri, name }: ExecuteRequest): string {
  const errors = config.diagnostics.filter(({ severity }) => severity === "error");
  return errors
    .flatMap((error) => [explainOne(error, uri, name), ...(error.related ?? []).map(explainPlace)])
    .join("\n");
}

function explainPlace({ location, role }: RelatedPlace): string {
  const { line, character } = location.range.start;
  return `  ${roleSentence(role)}: ${location.uri}:${line + 1}:${character + 1}`;
}

function explainOne(diagnostic: ConfigDiagnostic, own: string, name: string | undefined): string {
  if (diagnostic.uri === overrideUri || diagnostic.uri === callUri) return messageOf(diagnostic);
  const { line, character } = diagnostic.range.start;
  const document = diagnostic.uri === own ? name : diagnostic.uri;
  return `${document === undefined ? "" : `${document}, `}line ${line + 1}, column ${character + 1}: ${messageOf(diagnostic)}`;
}
