import { executionsOf, resolveConfig } from "../config/index.ts";
import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { executeConfig } from "../notebook/executeConfig.ts";
import { type ExecutionOutput, executionMime } from "../notebook/executionOutput.ts";
import type { CellOutput } from "../notebook/outputs.ts";
import { progressText } from "../notebook/progressText.ts";
import { detailsOf, rowOf } from "./executionAnswers.ts";
import type { RunProgress, ToolPorts } from "./ports.ts";

/** Most clients give a tool a minute. */
export const usualWaitSeconds = 45;

interface RunRequest {
  readonly toml: string;
  readonly waitSeconds?: number | undefined;
}

/** Runs a configuration, and answers with what came of it, or with what is running after a while. */
export async function runToml(
  { toml, waitSeconds = usualWaitSeconds }: RunRequest,
  ports: ToolPorts,
): Promise<JsonObject> {
  const { kernel, read, uri, patience, tell, signal } = ports;
  const listing = await kernel.workflows();
  const config = await resolveConfig({ main: { uri, text: toml }, ...listing, read });
  let outputs: readonly CellOutput[] = [];
  let isWaitedFor = true;
  const begun: WorkflowExecution[] = [];
  const running = executeConfig({
    kernel,
    config,
    uri,
    startedFrom: {},
    started: (execution) => begun.push(execution),
    show: (latest) => {
      outputs = latest;
      const progress = progressOf(latest);
      if (isWaitedFor && progress !== undefined) tell?.(progress);
    },
    tell: (sentence, ended) => {
      if (isWaitedFor) tell?.({ done: ended, total: executionsOf(config), sentence });
    },
    ...(signal === undefined ? {} : { signal }),
  });
  const ended = await Promise.race([running, patience(waitSeconds).then(() => undefined)]);
  isWaitedFor = false;
  if (ended === undefined) {
    void running.catch(() => {});
    const [first] = begun;
    const execution = first === undefined ? undefined : await kernel.execution(first.executionId);
    return { stillRunning: true, ...(execution === undefined ? {} : { execution: rowOf(execution) }) };
  }
  if (ended.execution !== undefined) return detailsOf(ended.execution);
  const error = outputs.find(({ kind }) => kind === "error");
  throw new RangeError(error?.kind === "error" ? error.message : "The configuration is not valid.");
}

/** How far a single execution is, as its output tells. */
function progressOf(outputs: readonly CellOutput[]): RunProgress | undefined {
  const shown = outputs.find((output) => output.kind === "display" && executionMime in output.data);
  if (shown?.kind !== "display") return undefined;
  const { executionId, progress } = shown.data[executionMime] as unknown as ExecutionOutput;
  if (progress === undefined) return undefined;
  return { done: progress.now, total: progress.until, sentence: `${executionId}: ${progressText(progress)}` };
}
