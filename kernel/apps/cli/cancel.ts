import { Command } from "@commander-js/extra-typings";
import { exitCodes } from "./exitCodes.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { workspaceOption } from "./options.ts";
import { print, printNote } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function cancelCommand() {
  return new Command("cancel")
    .description("Stop running executions, whichever program started them.")
    .argument("<execution...>", "execution ids")
    .addOption(workspaceOption())
    .action(async (executionIds, { workspace }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      for (const executionId of executionIds) {
        const { status } = await knownExecution(kernel, executionId);
        if (await kernel.cancel(executionId)) print(`${executionId} cancelled`);
        else {
          printNote(`${executionId} is not running: ${status}`);
          process.exitCode = exitCodes.failed;
        }
      }
    });
}
