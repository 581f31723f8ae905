import { Command } from "@commander-js/extra-typings";
import { csvOfRows } from "../../display/csvOf.ts";
import { pageChart } from "../../display/drawOutput.ts";
import type { JsonObject, WorkflowExecution } from "../../model/index.ts";
import { severalOf } from "../../notebook/severalOf.ts";
import { severalText } from "../../notebook/severalOutput.ts";
import { summaryChart } from "../../notebook/summaryChart.ts";
import { summaryRows } from "../../notebook/summaryRows.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { latestBatch } from "../../runner/latestBatch.ts";
import { unitOf } from "../../views/index.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, workspaceOption } from "./options.ts";
import { print, printJson, printNote } from "./print.ts";
import { findWorkspace } from "./workspace.ts";
import { pictureOption, writePicture } from "./writePicture.ts";

export function summaryCommand() {
  return new Command("summary")
    .description("Sum up executions by what differs between them: means and standard deviations for each combination.")
    .argument("[filter...]", "which ones, as for `wfnb list`; default: the latest sweep or replications")
    .option("--csv", "in full precision, as comma-separated values")
    .addOption(pictureOption())
    .addOption(workspaceOption())
    .addOption(jsonOption("a row for each combination, in full precision,"))
    .action(async (filter, { workspace, csv, output, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      const matching = filter.length > 0 ? filter.join(" ") : await requireLatestBatch(kernel);
      const executions = await kernel.executions({ matching, limit: Number.MAX_SAFE_INTEGER });
      if (json === true) printJson(summaryRows(executions));
      else if (executions.length === 0) printNote(`No such executions in ${await kernel.location()}.`);
      else if (output !== undefined) await writePicture(output, await chartOf(executions, kernel));
      else if (csv === true) process.stdout.write(csvOfSummary(executions));
      else print(severalText(severalOf(executions)));
    });
}

/** What depends on what. */
async function chartOf(executions: readonly WorkflowExecution[], kernel: Kernel): Promise<JsonObject> {
  const definition = await kernel.definition(executions[0]!.definitionId);
  const chart = summaryChart(executions, (key) => unitOf(definition, key));
  if (chart !== undefined) return pageChart(chart, "light");
  throw new Error("No figure of these executions depends on a parameter that differs between them: there is no chart.");
}

/** All rows have the same columns. */
function csvOfSummary(executions: readonly WorkflowExecution[]): string {
  const rows = summaryRows(executions);
  return csvOfRows(Object.keys(rows[0]!), rows);
}

async function requireLatestBatch(kernel: Kernel): Promise<string> {
  const latest = await latestBatch(kernel);
  if (latest !== undefined) return latest;
  throw new Error(
    `There is no sweep and there are no replications in ${await kernel.location()}. Name executions by a filter, such as: wfnb summary since:today`,
  );
}
