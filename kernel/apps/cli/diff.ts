import { Command } from "@commander-js/extra-typings";
import { diffExecutions, type ExecutionDifference, type SideBySide } from "../../runner/index.ts";
import { exitCodes } from "./exitCodes.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { textTable } from "./textTable.ts";
import { findWorkspace } from "./workspace.ts";

export function diffCommand() {
  return new Command("diff")
    .description(
      "Show how two executions differ: parameters, circumstances, metrics, and the first record in which they part.",
    )
    .argument("<first>", "an execution id")
    .argument("<second>", "another one")
    .addOption(workspaceOption())
    .addOption(jsonOption("the difference"))
    .addHelpText("after", "\nExit code 0: the traces are the same; 1: they differ.")
    .action(async (first, second, { workspace, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      const [a, b] = await Promise.all(
        [first, second].map(async (id) => ({
          execution: await knownExecution(kernel, id),
          trace: await kernel.trace(id),
        })),
      );
      const difference = diffExecutions(a!, b!);
      if (json === true) printJson(difference);
      else print(text(difference, first, second));
      process.exitCode = difference.trace === null ? exitCodes.done : exitCodes.failed;
    });
}

function text(
  { parameters, circumstances, metrics, trace }: ExecutionDifference,
  first: string,
  second: string,
): string {
  const parts = [
    section("parameter", parameters, first, second),
    section("circumstance", circumstances, first, second),
    section("metric", metrics, first, second),
    trace === null
      ? "The traces are the same."
      : [
          `The traces part at record ${trace.position + 1}:`,
          `  ${first}: ${trace.first === null ? "has ended" : JSON.stringify(trace.first)}`,
          `  ${second}: ${trace.second === null ? "has ended" : JSON.stringify(trace.second)}`,
        ].join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function section(title: string, values: readonly SideBySide[], first: string, second: string): string {
  if (values.length === 0) return "";
  return textTable(
    [title, first, second],
    values.map((value) => [value.name, shown(value.first), shown(value.second)]),
  );
}

function shown(value: SideBySide["first"]): string {
  return value === undefined ? "-" : typeof value === "string" ? value : JSON.stringify(value);
}
