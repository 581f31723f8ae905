import { Command, Option } from "@commander-js/extra-typings";
import type { LabelChange } from "../../store/index.ts";
import { labelsText } from "../../views/index.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { collect, jsonOption, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { recordOf } from "./record.ts";
import { findWorkspace } from "./workspace.ts";

export function labelCommand() {
  return new Command("label")
    .description("Pin, protect, tag or annotate executions, to find them again and to keep them.")
    .argument("<execution...>", "execution ids")
    .option("--pin", "show above the others in the sidebar")
    .addOption(new Option("--unpin", "no longer").conflicts("pin"))
    .option("--protect", "do not let it be deleted")
    .addOption(new Option("--unprotect", "no longer").conflicts("protect"))
    .option("--tag <tag>", "add a tag; may be repeated", collect, [] as string[])
    .option("--untag <tag>", "take a tag away; may be repeated", collect, [] as string[])
    .option("--note <text>", "a note in place of the one there is; empty: none")
    .addOption(workspaceOption())
    .addOption(jsonOption("records, with the store's field names,"))
    .action(async (executionIds, { pin, unpin, protect, unprotect, tag, untag, note, workspace, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      for (const executionId of executionIds) await knownExecution(kernel, executionId);
      const change: LabelChange = {
        ...(pin === true ? { pinned: true } : unpin === true ? { pinned: false } : {}),
        ...(protect === true ? { protected: true } : unprotect === true ? { protected: false } : {}),
        ...(note === undefined ? {} : { note }),
        addTags: tag,
        removeTags: untag,
      };
      const labelled = await kernel.label(executionIds, change);
      if (json === true) printJson(labelled.map((execution) => recordOf(execution, [])));
      else
        for (const { executionId, labels } of labelled) print(`${executionId}  ${labelsText(labels) || "no labels"}`);
    });
}
