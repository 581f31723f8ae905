import { Command, Option } from "@commander-js/extra-typings";
import { messageOf, parseOverride } from "../../config/index.ts";
import type { ExecutionStatus, Json, WorkflowExecution } from "../../model/index.ts";
import { moment } from "./moment.ts";
import { openKernel } from "./openKernel.ts";
import { collect, jsonOption, wholeNumber, workspaceOption } from "./options.ts";
import { print, printJson, printNote } from "./print.ts";
import { recordOf } from "./record.ts";
import { textTable } from "./textTable.ts";
import { findWorkspace } from "./workspace.ts";

const statuses: readonly ExecutionStatus[] = ["queued", "running", "completed", "failed", "cancelled"];

export function listCommand() {
  return new Command("list")
    .description("List executions, newest first.")
    .addOption(new Option("--status <status...>", "only with one of these").choices(statuses))
    .option("--workflow <name>", "only of this workflow")
    .option("--user <name>", "only started by this user")
    .option(
      "-p, --parameter <key=value>",
      "only with this value, written as in TOML; may be repeated",
      collect,
      [] as string[],
    )
    .option("--since <moment>", "only started at or after: a date, or an age such as 12h or 7d")
    .option("--before <moment>", "only started before")
    .option("--after <execution>", "the page that follows this execution")
    .addOption(new Option("-n, --limit <count>", "how many at most").argParser(wholeNumber("--limit", 1)).default(20))
    .addOption(workspaceOption())
    .addOption(jsonOption("records, with the store's field names,"))
    .action(async (options) => {
      await using kernel = openKernel(findWorkspace(options.workspace));
      const { status, workflow, user, since, before, after, limit } = options;
      const executions = await kernel.executions({
        limit,
        parameters: parametersOf(options.parameter),
        ...(status === undefined ? {} : { status }),
        ...(workflow === undefined ? {} : { workflowName: workflow }),
        ...(user === undefined ? {} : { executedBy: user }),
        ...(since === undefined ? {} : { startedFrom: moment(since, Date.now()) }),
        ...(before === undefined ? {} : { startedBefore: moment(before, Date.now()) }),
        ...(after === undefined ? {} : { after }),
      });
      if (options.json === true) printJson(executions.map((execution) => recordOf(execution, [])));
      else if (executions.length === 0) printNote(`No such executions in ${await kernel.location()}.`);
      else {
        print(table(executions));
        if (executions.length === limit) printNote(`More with: --after ${executions.at(-1)!.executionId}`);
      }
    });
}

function parametersOf(given: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    given.map((setting) => {
      const parsed = parseOverride(setting);
      if (parsed.diagnostic !== undefined) throw new Error(messageOf(parsed.diagnostic));
      return [parsed.key, parsed.value as Json];
    }),
  );
}

function table(executions: readonly WorkflowExecution[]): string {
  const rows = executions.map(({ executionId, status, startTime, simulatedEndTime }) => {
    const simulated = simulatedEndTime === null ? "" : `${simulatedEndTime} s`;
    return [executionId, status, startTime.slice(0, 19).replace("T", " "), simulated];
  });
  return textTable(["execution", "status", "started (UTC)", "simulated"], rows);
}
