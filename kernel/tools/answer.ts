import { type ReadText, resolveConfig } from "../config/index.ts";
import { checkConfigs, findingsOf } from "../config/report/index.ts";
import type { Json, WorkflowExecution } from "../model/index.ts";
import { executeConfig } from "../notebook/executeConfig.ts";
import { type ExecutionOutput, executionMime } from "../notebook/executionOutput.ts";
import type { CellOutput } from "../notebook/outputs.ts";
import type { Kernel } from "../runner/kernel.ts";
import { compareExecutions, shortened } from "../views/index.ts";
import { listWorkflows } from "./listWorkflows.ts";
import { configOf } from "./runInput.ts";
import { type ToolInput, type ToolName, toolInputs } from "./toolInputs.ts";

export interface ToolPorts {
  readonly kernel: Kernel;
  /** Files beside a configuration. */
  readonly read: ReadText;
  /** Where a configuration counts as standing: what it includes is looked for from here. */
  readonly uri: string;
  /** Resolves when a run is no longer waited for: it goes on. */
  readonly patience: Promise<unknown>;
  /** Aborting cancels what runs. */
  readonly signal?: AbortSignal;
}

/** Values of one record beyond these are left out, and said so: an answer is read by a model, not by a person who scrolls. */
const mostValues = 60;
const longestText = 2_000;
/** Where many are listed. */
const longestInList = 200;

/** The answer of a tool, small enough to be read by a model. Throws with a sentence that says what is wrong with the input. */
export async function answerTool(name: ToolName, input: unknown, ports: ToolPorts): Promise<Json> {
  switch (name) {
    case "wfnb_list_executions":
      return listExecutions(checked(name, input), ports);
    case "wfnb_get_execution":
      return detailsOf(await known(checked(name, input).id, ports));
    case "wfnb_list_workflows":
      return listWorkflows(checked(name, input), await ports.kernel.workflows());
    case "wfnb_run_workflow":
      return runWorkflow(checked(name, input), ports);
    case "wfnb_compare_executions":
      return compare(checked(name, input), ports);
    case "wfnb_validate_config":
      return validate(checked(name, input), ports);
  }
}

/** Throws a `RangeError` that says which part of the input is wrong. */
function checked<Name extends ToolName>(name: Name, input: unknown): ToolInput<Name> {
  const result = toolInputs[name].safeParse(input);
  if (result.success) return result.data as ToolInput<Name>;
  const problems = result.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new RangeError(`The input of ${name} cannot be used. ${problems.join("; ")}.`);
}

async function listExecutions(
  { filter, orderBy = "start", descending = true, limit = 20 }: ToolInput<"wfnb_list_executions">,
  { kernel }: ToolPorts,
): Promise<Json> {
  const query = filter === undefined ? {} : { matching: filter };
  const order = { by: orderBy, descending };
  const [found, executions] = await Promise.all([kernel.count(query), kernel.executions({ ...query, order, limit })]);
  return { found, shown: executions.length, executions: executions.map((each) => rowOf(each, longestInList)) };
}

function rowOf(execution: WorkflowExecution, longest = longestText): Record<string, Json> {
  const { executionId, workflowName, status, endReason, startTime, simulatedEndTime, errorMessage, labels } = execution;
  const set = Object.entries(execution.parameterValues).filter(
    ([name]) => execution.parameterOrigins[name]?.from !== "default",
  );
  return {
    id: executionId,
    workflow: workflowName,
    status,
    endReason,
    startTime,
    simulatedSeconds: simulatedEndTime,
    parametersSet: cut(Object.fromEntries(set), longest),
    counts: cut({ ...execution.performanceMetrics?.counts }),
    ...(errorMessage === null ? {} : { error: shortened(errorMessage, longest) }),
    ...(labels === undefined ? {} : { labels: { ...labels, tags: [...labels.tags] } }),
  };
}

function detailsOf(execution: WorkflowExecution): Json {
  const { parameterValues, performanceMetrics, runOptions, executionEnvironment, stackTrace, notes } = execution;
  return {
    ...rowOf(execution),
    version: execution.workflowVersion,
    user: execution.executedBy,
    endTime: execution.endTime,
    parameters: cut({ ...parameterValues }),
    run: { ...runOptions },
    timeInState: cut({ ...performanceMetrics?.timeInState }),
    events: performanceMetrics?.events ?? null,
    wallTimeMs: performanceMetrics?.wallTimeMs ?? null,
    gitCommit: executionEnvironment.gitCommit,
    gitDirty: executionEnvironment.gitDirty,
    ...(stackTrace === null ? {} : { stack: stackTrace.slice(0, longestText) }),
    ...(notes === undefined ? {} : { notes: notes.map((note) => shortened(note, longestText)) }),
  };
}

async function runWorkflow(input: ToolInput<"wfnb_run_workflow">, ports: ToolPorts): Promise<Json> {
  const { kernel, read, uri, patience, signal } = ports;
  const listing = await kernel.workflows();
  const config = await resolveConfig({ main: { uri, text: configOf(input) }, ...listing, read });
  let outputs: readonly CellOutput[] = [];
  const running = executeConfig({
    kernel,
    config,
    uri,
    startedFrom: {},
    show: (latest) => {
      outputs = latest;
    },
    ...(signal === undefined ? {} : { signal }),
  });
  const ended = await Promise.race([running, patience.then(() => undefined)]);
  if (ended === undefined) {
    void running.catch(() => {});
    const id = shownExecution(outputs);
    const execution = id === undefined ? undefined : await kernel.execution(id);
    return { stillRunning: true, ...(execution === undefined ? {} : { execution: rowOf(execution) }) };
  }
  if (ended.execution !== undefined) return detailsOf(ended.execution);
  const error = outputs.find(({ kind }) => kind === "error");
  throw new RangeError(error?.kind === "error" ? error.message : "The configuration is not valid.");
}

function shownExecution(outputs: readonly CellOutput[]): string | undefined {
  const shown = outputs.find((output) => output.kind === "display" && executionMime in output.data);
  return shown?.kind === "display" ? (shown.data[executionMime] as unknown as ExecutionOutput).executionId : undefined;
}

async function compare({ ids, all = false }: ToolInput<"wfnb_compare_executions">, ports: ToolPorts): Promise<Json> {
  const executions: WorkflowExecution[] = [];
  for (const id of ids) executions.push(await known(id, ports));
  const { rows } = compareExecutions(executions, { all });
  const shown = rows.slice(0, 2 * mostValues).map(({ section, name, values, differences, ratios }) => ({
    section,
    name: shortened(name, 200),
    values: values.map((value) => cutText(value ?? null, longestInList)),
    ...(differences === undefined ? {} : { differences }),
    ...(ratios === undefined ? {} : { ratios }),
  }));
  return { ids, rows: shown, ...(rows.length > shown.length ? { rowsLeftOut: rows.length - shown.length } : {}) };
}

async function validate({ toml }: ToolInput<"wfnb_validate_config">, { kernel, read, uri }: ToolPorts): Promise<Json> {
  const { workflows, problems } = await kernel.workflows();
  const known = { workflows: () => workflows, problems: () => problems };
  const world = { read, ...known, uses: async () => undefined, nearbyConfigs: async () => [] };
  const { diagnostics } = await checkConfigs([{ uri, text: toml, kind: "cell" }], world);
  const findings = findingsOf(diagnostics.filter((diagnostic) => diagnostic.uri === uri));
  return {
    valid: findings.every(({ severity }) => severity !== "error"),
    findings: findings.slice(0, mostValues).map(({ line, column, severity, message }) => ({
      line,
      column,
      severity,
      message: shortened(message, longestText),
    })),
    ...(findings.length > mostValues ? { findingsLeftOut: findings.length - mostValues } : {}),
  };
}

async function known(id: string, { kernel }: ToolPorts): Promise<WorkflowExecution> {
  const execution = await kernel.execution(id);
  if (execution !== undefined) return execution;
  throw new RangeError(`There is no execution "${shortened(id, 200)}". wfnb_list_executions shows those there are.`);
}

function cut(record: Readonly<Record<string, Json>>, longest = longestText): Json {
  const entries = Object.entries(record);
  const kept = entries.slice(0, mostValues).map(([name, value]) => [shortened(name, 200), cutText(value, longest)]);
  const leftOut = entries.length - kept.length;
  return { ...(Object.fromEntries(kept) as Record<string, Json>), ...(leftOut > 0 ? { "…": `${leftOut} more` } : {}) };
}

function cutText(value: Json, longest: number): Json {
  if (typeof value === "string") return shortened(value, longest);
  const text = JSON.stringify(value);
  return text.length <= longest ? value : `${text.slice(0, longest)}…`;
}
