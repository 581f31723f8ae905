import { Command, Option } from "@commander-js/extra-typings";
import { timelineOf, timelineText } from "../../timeline/index.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { terminal } from "./reporter.ts";
import { findWorkspace } from "./workspace.ts";

export function timelineCommand() {
  return new Command("timeline")
    .description("Draw the state timeline of an execution.")
    .argument("<execution>", "an execution id")
    .addOption(new Option("--from <seconds>", "simulated time at which to begin").argParser(Number))
    .addOption(new Option("--to <seconds>", "simulated time at which to end").argParser(Number))
    .addOption(workspaceOption())
    .addOption(jsonOption("the timeline"))
    .action(async (executionId, { from, to, workspace, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      const { simulatedEndTime } = await knownExecution(kernel, executionId);
      const window =
        from === undefined && to === undefined ? undefined : { from: from ?? 0, to: to ?? Number.MAX_VALUE };
      const timeline = timelineOf(await kernel.trace(executionId, window), simulatedEndTime);
      if (json === true) printJson(timeline);
      else print(timelineText(timeline, terminal()));
    });
}
