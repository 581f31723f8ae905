import { Command } from "@commander-js/extra-typings";
import type { WorkflowExecution } from "../../model/index.ts";
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
    .action(async (named, { workspace }) => {
      const executionIds = [...new Set(named)];
      await using kernel = openKernel(findWorkspace(workspace));
      const known = new Map<string, WorkflowExecution>();
      for (const executionId of executionIds) known.set(executionId, await knownExecution(kernel, executionId));
      const deleted = await kernel.delete(executionIds);
      for (const executionId of executionIds) {
        if (deleted.includes(executionId)) print(`${executionId} deleted`);
        else {
          const isProtected = known.get(executionId)?.labels?.protected === true;
          printNote(
            isProtected
              ? `${executionId} is protected: \`wfnb label ${executionId} --unprotect\` first`
              : `${executionId} is still running: cancel it first`,
          );
          process.exitCode = exitCodes.failed;
        }
      }
    });
}
