import { checkConfigs, findingsOf } from "../config/report/index.ts";
import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { compareExecutions, partingLines, shortened } from "../views/index.ts";
import { alone, cut, cutLines, cutText, inList } from "./bounds.ts";
import { cancel } from "./cancel.ts";
import { readConfig } from "./configSource.ts";
import { rowOf } from "./executionAnswers.ts";
import { explained } from "./failure.ts";
import { follow } from "./follow.ts";
import { known } from "./known.ts";
import { listWorkflows } from "./listWorkflows.ts";
import type { ToolPorts } from "./ports.ts";
import { records } from "./records.ts";
import { runConfig } from "./run.ts";
import { configOf } from "./runInput.ts";
import { summarize } from "./summary.ts";
import { timeline } from "./timeline.ts";
import { type ToolInput, type ToolName, toolInputs } from "./toolInputs.ts";

/** The answer of a tool, small enough to be read by a model. Throws with a sentence that says what is wrong with the input. */
export async function answerTool(name: ToolName, input: unknown, ports: ToolPorts): Promise<JsonObject> {
  switch (name) {
    case "wfnb_list_executions":
      return listExecutions(checked(name, input), ports);
    case "wfnb_get_execution":
      return explained(await known(checked(name, input).id, ports), ports);
    case "wfnb_follow_execution":
      return follow(checked(name, input), ports);
    case "wfnb_get_timeline":
      return timeline(checked(name, input), ports);
    case "wfnb_get_records":
      return records(checked(name, input), ports);
    case "wfnb_summarize_executions":
      return summarize(checked(name, input).filter, ports);
    case "wfnb_list_workflows":
      return listWorkflows(checked(name, input), await ports.kernel.workflows());
    case "wfnb_run_workflow":
      return runWorkflow(checked(name, input), ports);
    case "wfnb_run_config":
      return runFromConfig(checked(name, input), ports);
    case "wfnb_cancel_executions":
      return cancel(checked(name, input), ports);
    case "wfnb_verify_execution":
      return verify(checked(name, input), ports);
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
): Promise<JsonObject> {
  const query = filter === undefined ? {} : { matching: filter };
  const order = { by: orderBy, descending };
  const [found, executions] = await Promise.all([kernel.count(query), kernel.executions({ ...query, order, limit })]);
  return { found, shown: executions.length, executions: executions.map((each) => rowOf(each, inList)) };
}

async function runWorkflow(input: ToolInput<"wfnb_run_workflow">, ports: ToolPorts): Promise<JsonObject> {
  const source = { uri: ports.uri, text: configOf(input) };
  return runConfig({ source, waitSeconds: input.waitSeconds }, ports);
}

async function runFromConfig(input: ToolInput<"wfnb_run_config">, ports: ToolPorts): Promise<JsonObject> {
  return runConfig({ source: await readConfig(input, ports), waitSeconds: input.waitSeconds }, ports);
}

async function verify({ id }: ToolInput<"wfnb_verify_execution">, ports: ToolPorts): Promise<JsonObject> {
  await known(id, ports);
  return cut({ ...((await ports.kernel.verify(id)) as unknown as JsonObject) });
}

async function compare(
  { ids, all = false }: ToolInput<"wfnb_compare_executions">,
  ports: ToolPorts,
): Promise<JsonObject> {
  const executions: WorkflowExecution[] = [];
  for (const id of ids) executions.push(await known(id, ports));
  const { rows } = compareExecutions(executions, { all });
  const shown = rows.slice(0, 2 * alone.values).map(({ section, name, values, differences, ratios }) => ({
    section,
    name: shortened(name, 200),
    values: values.map((value) => cutText(value ?? null, inList.text)),
    ...(differences === undefined ? {} : { differences }),
    ...(ratios === undefined ? {} : { ratios }),
  }));
  const [first, ...others] = ids as [string, ...string[]];
  const traces: string[] = [];
  for (const executionId of others) {
    const difference = await ports.kernel.firstDifference(first, executionId);
    traces.push(cutLines(partingLines(first, { executionId, difference }).join("\n")));
  }
  return {
    ids,
    rows: shown,
    ...(rows.length > shown.length ? { rowsLeftOut: rows.length - shown.length } : {}),
    traces,
  };
}

async function validate(input: ToolInput<"wfnb_validate_config">, ports: ToolPorts): Promise<JsonObject> {
  const { kernel, read } = ports;
  const { uri, text } = await readConfig(input, ports);
  const { workflows, problems } = await kernel.workflows();
  const known = { workflows: () => workflows, problems: () => problems };
  const world = { read, ...known, uses: async () => undefined, nearbyConfigs: async () => [] };
  const { diagnostics } = await checkConfigs([{ uri, text, kind: "cell" }], world);
  const findings = findingsOf(diagnostics);
  return {
    valid: findings.every(({ severity }) => severity !== "error"),
    findings: findings.slice(0, alone.values).map(({ file, line, column, severity, message }) => ({
      // A mistake may stand in what it includes.
      ...(file === uri ? {} : { file }),
      line,
      column,
      severity,
      message: shortened(message, alone.text),
    })),
    ...(findings.length > alone.values ? { findingsLeftOut: findings.length - alone.values } : {}),
  };
}
