import { Command } from "@commander-js/extra-typings";
import { timelineText } from "../../timeline/index.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { print, printJson } from "./print.ts";
import { recordOf } from "./record.ts";
import { executionText } from "./reporter.ts";
import { terminal } from "./terminal.ts";
import { findWorkspace } from "./workspace.ts";

export function showCommand() {
  return new Command("show")
    .description("Show one execution with its timeline.")
    .argument("<execution>", "an execution id, such as stf_processing-ada-0001")
    .option("-w, --workspace <folder>", "where executions are kept; default: found from here upwards")
    .option("--json", "print the whole record, with the store's field names")
    .action(async (executionId, options) => {
      await using kernel = openKernel(findWorkspace(options.workspace));
      const execution = await knownExecution(kernel, executionId);
      if (options.json === true) printJson(recordOf(execution, await kernel.trace(executionId)));
      else {
        const timeline = await kernel.timeline(executionId);
        print(executionText(execution, timelineText(timeline!, terminal())));
        if (execution.errorMessage !== null) print(`\n${execution.stackTrace ?? execution.errorMessage}`);
      }
    });
}
