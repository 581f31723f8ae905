import { checkConfigs, findingsOf } from "../config/report/index.ts";
import type { JsonObject, WorkflowExecution } from "../model/index.ts";
import { compareExecutions, shortened } from "../views/index.ts";
import { cutText, longestInList, longestText, mostValues } from "./bounds.ts";
import { detailsOf, rowOf } from "./executionAnswers.ts";
import { known } from "./known.ts";
import { listWorkflows } from "./listWorkflows.ts";
import type { ToolPorts } from "./ports.ts";
import { runToml } from "./run.ts";
import { configOf } from "./runInput.ts";
import { type ToolInput, type ToolName, toolInputs } from "./toolInputs.ts";

/** The answer of a tool, small enough to be read by a model. Throws with a sentence that says what is wrong with the input. */
export async function answerTool(name: ToolName, input: unknown, ports: ToolPorts): Promise<JsonObject> {
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
): Promise<JsonObject> {
  const query = filter === undefined ? {} : { matching: filter };
  const order = { by: orderBy, descending };
  const [found, executions] = await Promise.all([kernel.count(query), kernel.executions({ ...query, order, limit })]);
  return { found, shown: executions.length, executions: executions.map((each) => rowOf(each, longestInList)) };
}

async function runWorkflow(input: ToolInput<"wfnb_run_workflow">, ports: ToolPorts): Promise<JsonObject> {
  return runToml({ toml: configOf(input), waitSeconds: input.waitSeconds }, ports);
}

async function compare(
  { ids, all = false }: ToolInput<"wfnb_compare_executions">,
  ports: ToolPorts,
): Promise<JsonObject> {
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

async function validate(
  { toml }: ToolInput<"wfnb_validate_config">,
  { kernel, read, uri }: ToolPorts,
): Promise<JsonObject> {
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
