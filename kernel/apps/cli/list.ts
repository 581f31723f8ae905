import { Command, Option } from "@commander-js/extra-typings";
import { declaredParameters, messageOf, readOverrides } from "../../config/index.ts";
import { columnsOf } from "../../display/columns.ts";
import { csvOf } from "../../display/csvOf.ts";
import type { Json } from "../../model/index.ts";
import { statuses } from "../../query/index.ts";
import { assignments } from "./assignments.ts";
import { executionsText } from "./executionsText.ts";
import { knownExecution } from "./knownExecution.ts";
import { moment } from "./moment.ts";
import { openKernel } from "./openKernel.ts";
import { collect, jsonOption, wholeNumber, workspaceOption } from "./options.ts";
import { print, printJson, printNote } from "./print.ts";
import { recordOf } from "./record.ts";
import { tableWidth } from "./terminal.ts";
import { findWorkspace } from "./workspace.ts";

export function listCommand() {
  return new Command("list")
    .description("List executions, newest first.")
    .argument("[filter...]", "what to look for, as in the sidebar: status:failed 'stf_interval>1.5' since:7d some text")
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
    .option(
      "--order <field>",
      "by start, simulated, took, events, workflow, user, status, id, parameter.<name>, count.<name> or mean.<gauge>",
    )
    .option("--ascending", "the smallest or earliest first")
    .option("--after <execution>", "the page that follows this execution")
    .addOption(new Option("-n, --limit <count>", "how many at most").argParser(wholeNumber("--limit", 1)).default(20))
    .addOption(workspaceOption())
    .option(
      "--csv",
      "as comma-separated values: a row for each execution, with its parameters, counts, means and times in states",
    )
    .addOption(jsonOption("records, with the store's field names,"))
    .addHelpText("after", filterHelp)
    .action(async (filter, options) => {
      await using kernel = openKernel(findWorkspace(options.workspace));
      const { status, workflow, user, since, before, order, ascending, after, limit } = options;
      if (after !== undefined) await knownExecution(kernel, after);
      // One more than is shown tells whether there is another page.
      const found = await kernel.executions({
        limit: limit + 1,
        ...(filter.length === 0 ? {} : { matching: filter.join(" ") }),
        ...(order === undefined && ascending === undefined
          ? {}
          : { order: { by: order ?? "start", descending: ascending !== true } }),
        parameters: parametersOf(options.parameter),
        ...(status === undefined ? {} : { status }),
        ...(workflow === undefined ? {} : { workflowName: workflow }),
        ...(user === undefined ? {} : { executedBy: user }),
        ...(since === undefined ? {} : { startedFrom: moment("--since", since) }),
        ...(before === undefined ? {} : { startedBefore: moment("--before", before) }),
        ...(after === undefined ? {} : { after }),
      });
      const executions = found.slice(0, limit);
      if (options.json === true) printJson(executions.map((execution) => recordOf(execution, [])));
      else if (executions.length === 0) printNote(`No such executions in ${await kernel.location()}.`);
      else if (options.csv === true) process.stdout.write(csvOf(columnsOf(executions)));
      else print(executionsText(executions, tableWidth()));
      if (found.length > limit) {
        printNote(`More with: --after ${executions.at(-1)!.executionId}, or all at once with a larger --limit`);
      }
    });
}

const filterHelp = `
Terms of a filter all hold; a comma stands for "or", a minus before a term for "not", * for any text:
  status:failed,cancelled   -workflow:test*   user:ada   since:7d   before:2026-11-03   took>5s   simulated<2h
  batch:stf_processing-ada-0042 (a sweep or replications, by their first execution)
  stf_interval>1.5 (a parameter)   count.stf>100   mean.load>0.8   tag:good   note:text   is:pinned   error:text   text`;

/** Of any workflow: a value is refused if no parameter can have it, such as a date. */
function parametersOf(given: readonly string[]): Record<string, Json> {
  const values = assignments(given);
  const properties = Object.fromEntries(Object.keys(values).map((key) => [key, {}]));
  const [problem] = readOverrides(values, declaredParameters({ properties })).diagnostics;
  if (problem !== undefined) throw new Error(messageOf(problem));
  return values as Record<string, Json>;
}
