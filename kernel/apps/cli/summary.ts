import { Command } from "@commander-js/extra-typings";
import { csvOfRows } from "../../display/csvOf.ts";
import type { WorkflowExecution } from "../../model/index.ts";
import { severalOf } from "../../notebook/severalOf.ts";
import { severalText } from "../../notebook/severalOutput.ts";
import { summaryRows } from "../../notebook/summaryRows.ts";
import { quotedValue } from "../../query/index.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, workspaceOption } from "./options.ts";
import { print, printJson, printNote } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function summaryCommand() {
  return new Command("summary")
    .description("Sum up executions by what differs between them: means and standard deviations for each combination.")
    .argument("[filter...]", "which ones, as for `wfnb list`; default: the latest sweep or replications")
    .option("--csv", "in full precision, as comma-separated values")
    .addOption(workspaceOption())
    .addOption(jsonOption("a row for each combination, in full precision,"))
    .action(async (filter, { workspace, csv, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      const matching = filter.length > 0 ? filter.join(" ") : await latestBatch(kernel);
      const executions = await kernel.executions({ matching, limit: Number.MAX_SAFE_INTEGER });
      if (json === true) printJson(summaryRows(executions));
      else if (executions.length === 0) printNote(`No such executions in ${await kernel.location()}.`);
      else if (csv === true) process.stdout.write(csvOfSummary(executions));
      else print(severalText(severalOf(executions)));
    });
}

/** All rows have the same columns. */
function csvOfSummary(executions: readonly WorkflowExecution[]): string {
  const rows = summaryRows(executions);
  return csvOfRows(Object.keys(rows[0]!), rows);
}

async function latestBatch(kernel: Kernel): Promise<string> {
  const [latest] = await kernel.executions({ matching: "batch:*", limit: 1 });
  const batch = latest?.startedFrom?.batch;
  if (batch !== undefined) return `batch:${quotedValue(batch)}`;
  throw new Error(
    `There is no sweep and there are no replications in ${await kernel.location()}. Name executions by a filter, such as: wfnb summary since:today`,
  );
}
