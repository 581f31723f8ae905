import { Command } from "@commander-js/extra-typings";
import { exitCodes } from "./exitCodes.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { workspaceOption } from "./options.ts";
import { print, printNote } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function deleteCommand() {
  return new Command("delete")
    .description("Delete executions that have ended, with their traces. Their ids are not given again.")
    .argument("<execution...>", "execution ids")
    .addOption(workspaceOption())
    .action(async (executionIds, { workspace }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      for (const executionId of executionIds) await knownExecution(kernel, executionId);
      const deleted = await kernel.delete(executionIds);
      for (const executionId of executionIds) {
        if (deleted.includes(executionId)) print(`${executionId} deleted`);
        else {
          printNote(`${executionId} is still running: cancel it first`);
          process.exitCode = exitCodes.failed;
        }
      }
    });
}
