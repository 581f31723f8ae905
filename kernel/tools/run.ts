import { executionsOf, type ResolvedConfig, resolveConfig } from "../config/index.ts";
import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { executeConfig } from "../notebook/executeConfig.ts";
import type { CellResult } from "../notebook/executeOnce.ts";
import { type ExecutionOutput, executionMime } from "../notebook/executionOutput.ts";
import type { CellOutput } from "../notebook/outputs.ts";
import { progressText } from "../notebook/progressText.ts";
import { batchFilter } from "../query/batchFilter.ts";
import type { ReadConfig } from "./configSource.ts";
import { rowOf } from "./executionAnswers.ts";
import { explained } from "./failure.ts";
import type { RunProgress, ToolPorts } from "./ports.ts";
import { summaryOf } from "./summary.ts";

/** Most clients give a tool a minute. */
export const usualWaitSeconds = 45;

interface RunRequest {
  readonly source: ReadConfig;
  readonly waitSeconds?: number | undefined;
}

/** Runs a configuration, and answers with what came of it, or with what is running after a while. */
export async function runConfig(
  { source, waitSeconds = usualWaitSeconds }: RunRequest,
  ports: ToolPorts,
): Promise<JsonObject> {
  const { kernel, read, patience } = ports;
  const { uri, text, name } = source;
  const config = await resolveConfig({ main: { uri, text }, ...(await kernel.workflows()), read });
  const run = begin(config, source, ports);
  // What goes on is told by its id, so that at least is waited for.
  const isLeft = Promise.all([patience(waitSeconds), run.hasBegun]).then(() => undefined);
  const ended = await Promise.race([run.result, isLeft]);
  run.stopTelling();
  if (ended === undefined) return goesOn(run.begun, config, ports);
  if (ended.executions !== undefined || executionsOf(config) > 1) return severalEnded(ended, run.begun, config);
  if (ended.execution !== undefined) return explained(ended.execution, ports);
  throw new RangeError(run.refusal() ?? `${name ?? "The configuration"} is not valid.`);
}

/** Starts it and follows it to its end, whether or not that is waited for. */
function begin(config: ResolvedConfig, { uri, name }: ReadConfig, { kernel, tell, signal, goingOn }: ToolPorts) {
  let outputs: readonly CellOutput[] = [];
  let isWaitedFor = true;
  const begun: WorkflowExecution[] = [];
  const { promise: hasBegun, resolve: begins } = Promise.withResolvers<void>();
  const abort = new AbortController();
  signal?.addEventListener("abort", () => abort.abort(), { once: true });
  if (signal?.aborted === true) abort.abort();
  const stop = () => {
    abort.abort();
    return over;
  };
  const told = (progress: RunProgress | undefined) => {
    if (isWaitedFor && !abort.signal.aborted && progress !== undefined) tell?.(progress);
  };
  const result = executeConfig({
    kernel,
    config,
    uri,
    name,
    startedFrom: name === undefined ? {} : { config: uri },
    started: (execution) => {
      if (begun.length === 0) goingOn.set(execution.executionId, stop);
      begun.push(execution);
      begins();
    },
    show: (latest) => {
      outputs = latest;
      told(progressOf(latest));
    },
    tell: (sentence, ended) => told({ done: ended, total: executionsOf(config), sentence }),
    signal: abort.signal,
  }).finally(() => goingOn.delete(begun[0]?.executionId ?? ""));
  // When nobody waits any more, what became of it is in the store.
  const over = result.then(
    () => {},
    () => {},
  );
  return {
    result,
    begun,
    hasBegun,
    stopTelling: () => {
      isWaitedFor = false;
    },
    refusal: () => outputs.flatMap((output) => (output.kind === "error" ? [output.message] : []))[0],
  };
}

/** How far a single execution is, as its output tells. */
function progressOf(outputs: readonly CellOutput[]): RunProgress | undefined {
  const shown = outputs.find((output) => output.kind === "display" && executionMime in output.data);
  if (shown?.kind !== "display") return undefined;
  const { executionId, progress } = shown.data[executionMime] as unknown as ExecutionOutput;
  if (progress === undefined) return undefined;
  return { done: progress.now, total: progress.until, sentence: `${executionId}: ${progressText(progress)}` };
}

async function goesOn(
  [first]: readonly WorkflowExecution[],
  config: ResolvedConfig,
  { kernel }: ToolPorts,
): Promise<JsonObject> {
  const { executionId } = first!;
  const execution = rowOf((await kernel.execution(executionId)) ?? first!);
  const planned = executionsOf(config);
  if (planned === 1) return { stillRunning: true, execution };
  return {
    stillRunning: true,
    planned,
    filter: batchFilter(executionId),
    first: execution,
    next: `How far it is: wfnb_summarize_executions with this filter. To stop all of it: wfnb_cancel_executions with ${executionId}.`,
  };
}

function severalEnded(
  { success, executions = [] }: CellResult,
  [first]: readonly WorkflowExecution[],
  config: ResolvedConfig,
): JsonObject {
  return {
    success,
    planned: executionsOf(config),
    ...(first === undefined ? {} : { filter: batchFilter(first.executionId) }),
    ...summaryOf(executions),
  };
}
