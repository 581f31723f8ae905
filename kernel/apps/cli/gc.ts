import { Command, Option } from "@commander-js/extra-typings";
import { chooseForRemoval } from "../../runner/chooseForRemoval.ts";
import { moment } from "./moment.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, wholeNumber, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function gcCommand() {
  return new Command("gc")
    .description("Delete old executions, keeping the newest of each workflow.")
    .addOption(
      new Option("-k, --keep <count>", "how many of each workflow to keep")
        .argParser(wholeNumber("--keep", 0))
        .default(100),
    )
    .option("--before <moment>", "only what started before: a date, or an age such as 30d")
    .option("--dry-run", "only tell what would go")
    .addOption(workspaceOption())
    .addOption(jsonOption("the ids"))
    .action(async ({ keep, before, dryRun, workspace, json }) => {
      const startedBefore = before === undefined ? null : moment("--before", before);
      await using kernel = openKernel(findWorkspace(workspace));
      const executions = await kernel.executions({ limit: Number.MAX_SAFE_INTEGER });
      const chosen = chooseForRemoval(executions, { keep, startedBefore });
      const gone = dryRun === true ? chosen : await kernel.delete(chosen);
      if (json === true) printJson(gone);
      else
        print(`${gone.length} of ${executions.length} executions ${dryRun === true ? "would be deleted" : "deleted"}.`);
    });
}
