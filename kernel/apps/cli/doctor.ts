import { Command } from "@commander-js/extra-typings";
import packageJson from "../../package.json" with { type: "json" };
import { exitCodes } from "./exitCodes.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function doctorCommand() {
  return new Command("doctor")
    .description("Look for trouble: versions, workflows that do not load, the file of the executions and its disk.")
    .addOption(workspaceOption())
    .addOption(jsonOption("what was found"))
    .addHelpText("after", "\nExit code 0: all is well; 1: there are problems.")
    .action(async ({ workspace: given, json }) => {
      const workspace = findWorkspace(given);
      await using kernel = openKernel(workspace);
      const [{ facts, problems }, listing] = await Promise.all([kernel.health(), kernel.workflows()]);
      const found = {
        facts: {
          wfnb: packageJson.version,
          node: process.versions.node,
          workspace,
          workflows: String(listing.workflows.length),
          ...facts,
        },
        problems: [
          ...problems,
          ...listing.problems.map(
            ({ file, line = 0, character = 0, message }) => `${file}:${line + 1}:${character + 1}: ${message}`,
          ),
        ],
      };
      if (json === true) printJson(found);
      else {
        for (const [name, value] of Object.entries(found.facts)) print(factLine(name, value));
        print(found.problems.length === 0 ? "\nAll is well." : `\n${found.problems.join("\n")}`);
      }
      process.exitCode = found.problems.length === 0 ? exitCodes.done : exitCodes.failed;
    });
}

function factLine(name: string, value: string): string {
  const [title, text] = name === "bytes" ? ["size", sizeText(Number(value))] : [name.replace("_", " "), value];
  return `${title.padEnd(14)} ${text}`;
}

function sizeText(bytes: number): string {
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat("en", { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}
