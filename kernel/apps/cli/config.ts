import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import {
  executionsOf,
  findingsOf,
  humanReport,
  originsReport,
  type ResolvedConfig,
  resolveConfig,
  togetherWith,
} from "../../config/index.ts";
import { fileReader } from "../../platform/readText.ts";
import { groupedNumber } from "../../timeline/index.ts";
import { exitCodes } from "./exitCodes.ts";
import { openKernel } from "./openKernel.ts";
import { print, printJson } from "./print.ts";
import { readTarget, shownPath } from "./readTarget.ts";
import { findWorkspace } from "./workspace.ts";

export function configCommand() {
  return new Command("config")
    .description("Show the values that a configuration resolves to.")
    .argument("<file>", "a .toml file")
    .option("--origins", "with the file and line that each value comes from, and what it overrides")
    .option("--json", "values, origins and run options as JSON")
    .option("-w, --workspace <folder>", "where the workflows are; default: found from here upwards")
    .action(async (file, { origins, json, workspace }) => {
      const root = findWorkspace(workspace);
      await using kernel = openKernel(root);
      const listing = await kernel.workflows();
      const main = { uri: resolve(file), text: await readTarget(file) };
      const config = await resolveConfig({ main, ...listing, read: fileReader(root) });
      if (json === true) {
        const { workflowName, version, parameters, origins, run } = config;
        const sweep = Object.fromEntries(config.sweep.map(({ key, values }) => [key, values]));
        const groups = Object.groupBy(config.sweep, ({ group }) => group ?? "");
        const together = Object.entries(groups).flatMap(([group, some = []]) =>
          group === "" ? [] : [some.map(({ key }) => key)],
        );
        printJson({ workflow: workflowName, version, parameters, origins, run, sweep, together });
      } else if (origins === true) process.stdout.write(originsReport(config, shownPath));
      else for (const line of valueLines(config)) print(line);
      if (config.diagnostics.length > 0) process.stderr.write(humanReport(findingsOf(config.diagnostics, shownPath)));
      process.exitCode = config.valid ? exitCodes.done : exitCodes.refused;
    });
}

/** A line for each parameter; swept ones with all of their values, and how many executions that makes. */
function valueLines(config: ResolvedConfig): string[] {
  const swept = new Map(config.sweep.map(({ key, values }) => [key, values]));
  const lines = Object.entries(config.parameters).map(([key, value]) => {
    const values = swept.get(key);
    const others = togetherWith(key, config.sweep);
    const remark = others.length === 0 ? "one after another" : `together with ${others.join(", ")}`;
    return `${key} = ${JSON.stringify(values ?? value)}${values === undefined ? "" : `  # ${remark}`}`;
  });
  const executions = executionsOf(config);
  return executions === 1 ? lines : [...lines, `# ${groupedNumber(executions)} executions`];
}
