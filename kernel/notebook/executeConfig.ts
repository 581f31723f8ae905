import { type ConfigDiagnostic, messageOf, overrideUri, type ResolvedConfig } from "../config/index.ts";
import type { StartedFrom, WorkflowExecution } from "../model/index.ts";
import type { Kernel, WorkflowListing } from "../runner/kernel.ts";
import type { WorkflowText } from "../workflow/bundle.ts";
import { type CellOutput, errorOutput, executionOutput } from "./outputs.ts";
import type { CellError } from "./typescript/protocol.ts";

/** How a cell ended. `execution` where one was started. */
export interface CellResult {
  readonly success: boolean;
  /** The configuration was refused, and nothing was stored. */
  readonly refused: boolean;
  readonly execution?: WorkflowExecution;
  /** Where it went wrong, for whoever can point at it. */
  readonly error?: CellError;
}

/** Replaces everything that the cell has shown so far. */
export type ShowOutputs = (outputs: readonly CellOutput[]) => void;

export const refused: CellResult = { success: false, refused: true };

export interface ExecuteRequest {
  readonly kernel: Kernel;
  readonly listing: WorkflowListing;
  readonly config: ResolvedConfig;
  /** The workflow, where a cell defined it. */
  readonly source?: WorkflowText | undefined;
  /** The document of the configuration: places in it are told without its name. */
  readonly uri: string;
  readonly startedFrom: StartedFrom;
  readonly show: ShowOutputs;
  /** Aborting cancels the execution. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts what a configuration says and shows how it goes, to its end; an invalid one is explained instead. */
export async function executeConfig(request: ExecuteRequest): Promise<CellResult> {
  const { kernel, config, show, signal } = request;
  if (!config.valid) {
    show([errorOutput("InvalidConfiguration", explain(request))]);
    return refused;
  }
  const started = await kernel.start({
    workflow: config.workflowName,
    version: config.version,
    parameters: config.parameters,
    origins: config.origins,
    run: config.run,
    startedFrom: request.startedFrom,
    ...(request.source === undefined ? {} : { source: request.source }),
  });
  const { executionId } = started;
  const cancel = () => void kernel.cancel(executionId);
  signal?.addEventListener("abort", cancel, { once: true });
  if (signal?.aborted === true) cancel();
  show([executionOutput(started)]);
  const ended = await kernel.finished(executionId);
  signal?.removeEventListener("abort", cancel);
  show(outputsOf(ended));
  return { success: ended.status === "completed", refused: false, execution: ended };
}

function outputsOf(ended: WorkflowExecution): CellOutput[] {
  const output = executionOutput(ended);
  if (ended.status !== "failed") return [output];
  const message = ended.errorMessage ?? "The execution failed without a message.";
  return [output, errorOutput("ExecutionFailed", message, ended.stackTrace ?? "")];
}

/** Every error, a line each; and why the file of an unknown workflow did not load, if there is one. */
function explain({ config, listing, uri }: ExecuteRequest): string {
  const errors = config.diagnostics.filter(({ severity }) => severity === "error");
  const unloaded = config.workflow === undefined ? problemsOf(config.workflowName, listing) : [];
  return [...unloaded, ...errors.map((diagnostic) => explainOne(diagnostic, uri))].join("\n");
}

function problemsOf(workflow: string, { problems }: WorkflowListing): string[] {
  return problems
    .filter(({ file }) => workflow !== "" && file.replaceAll("\\", "/").split("/").at(-1) === `${workflow}.ts`)
    .map(({ file, line = 0, character = 0, message }) => `${file}:${line + 1}:${character + 1}: ${message}`);
}

function explainOne(diagnostic: ConfigDiagnostic, uri: string): string {
  if (diagnostic.uri === overrideUri) return messageOf(diagnostic);
  const { line, character } = diagnostic.range.start;
  const file = diagnostic.uri === uri ? "" : `${diagnostic.uri}, `;
  return `${file}line ${line + 1}, column ${character + 1}: ${messageOf(diagnostic)}`;
}
