import { Command, Option } from "@commander-js/extra-typings";
import type { WorkflowExecution } from "../../model/index.ts";
import { openKernel } from "./openKernel.ts";
import { print, printJson, printNote } from "./print.ts";
import { recordOf } from "./record.ts";
import { findWorkspace } from "./workspace.ts";

export function listCommand() {
  return new Command("list")
    .description("List executions, newest first.")
    .option("-w, --workspace <folder>", "where executions are kept; default: found from here upwards")
    .addOption(new Option("-n, --limit <count>", "how many at most").argParser(Number).default(20))
    .option("--json", "print records, with the store's field names")
    .action(async ({ workspace, limit, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      const executions = await kernel.executions({ limit });
      if (json === true) printJson(executions.map((execution) => recordOf(execution, [])));
      else if (executions.length === 0) printNote(`No executions in ${await kernel.location()}.`);
      else print(table(executions));
    });
}

function table(executions: readonly WorkflowExecution[]): string {
  const rows = executions.map(({ executionId, status, startTime, simulatedEndTime }) => {
    const simulated = simulatedEndTime === null ? "" : `${simulatedEndTime} s`;
    return [executionId, status, startTime.slice(0, 19).replace("T", " "), simulated];
  });
  const header = ["execution", "status", "started (UTC)", "simulated"];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
