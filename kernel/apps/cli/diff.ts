import { Command, Option } from "@commander-js/extra-typings";
import type { Kernel } from "../../runner/kernel.ts";
import { compareExecutions, comparisonCsv, comparisonMarkdown, mostCompared, type Parting } from "../../views/index.ts";
import { comparisonText } from "./comparisonText.ts";
import { exitCodes } from "./exitCodes.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { tableWidth } from "./terminal.ts";
import { findWorkspace } from "./workspace.ts";

export function diffCommand() {
  return new Command("diff")
    .description(
      "Show how executions differ from the first one: what they ran, parameters, metrics, and the first record in which they part.",
    )
    .argument("<first>", "an execution id")
    .argument("<others...>", `one to ${String(mostCompared - 1)} others`)
    .option("-a, --all", "also what is the same in all")
    .addOption(
      new Option("-f, --format <format>", "csv and markdown: the values alone, as one table")
        .choices(["text", "csv", "markdown", "json"] as const)
        .default("text" as const),
    )
    .addOption(workspaceOption())
    .addOption(jsonOption("the comparison"))
    .addHelpText("after", "\nExit code 0: the traces are the same; 1: they differ.")
    .action(async (first, others, { workspace, format, json, all = false }) => {
      const ids = [first, ...others];
      if (ids.length > mostCompared) {
        throw new Error(`${String(ids.length)} executions are named; at most ${String(mostCompared)} can be compared.`);
      }
      await using kernel = openKernel(findWorkspace(workspace));
      const executions = await Promise.all(ids.map((id) => knownExecution(kernel, id)));
      const comparison = compareExecutions(executions, { all });
      const partings = await partingsFrom(kernel, first, others);
      if (json === true || format === "json") printJson({ ...comparison, traces: partings });
      else if (format === "csv") process.stdout.write(comparisonCsv(comparison));
      else if (format === "markdown") process.stdout.write(comparisonMarkdown(comparison));
      else print(comparisonText(comparison, partings, tableWidth()));
      process.exitCode = partings.every(({ difference }) => difference === null) ? exitCodes.done : exitCodes.failed;
    });
}

async function partingsFrom(kernel: Kernel, first: string, others: readonly string[]): Promise<Parting[]> {
  const partings: Parting[] = [];
  // One after the other: each reads two traces.
  for (const executionId of others) {
    partings.push({ executionId, difference: await kernel.firstDifference(first, executionId) });
  }
  return partings;
}
