import { Command, Option } from "@commander-js/extra-typings";
import { pageTimeline } from "../../display/drawOutput.ts";
import { timelineWithin } from "../../notebook/timelineWithin.ts";
import type { TimeWindow } from "../../store/index.ts";
import { timelineText } from "../../timeline/index.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, toNumber, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { terminal } from "./terminal.ts";
import { findWorkspace } from "./workspace.ts";
import { pictureOption, writePicture } from "./writePicture.ts";

export function timelineCommand() {
  return new Command("timeline")
    .description("Draw the state timeline of an execution.")
    .argument("<execution>", "an execution id")
    .addOption(new Option("--from <seconds>", "simulated time at which to begin").argParser(toNumber("--from")))
    .addOption(new Option("--to <seconds>", "simulated time at which to end").argParser(toNumber("--to")))
    .addOption(pictureOption())
    .addOption(workspaceOption())
    .addOption(jsonOption("the timeline"))
    .action(async (executionId, { from, to, output, workspace, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      await knownExecution(kernel, executionId);
      const window = from === undefined && to === undefined ? undefined : windowOf(from, to);
      const timeline = await timelineWithin(kernel, executionId, window);
      if (output !== undefined) await writePicture(output, pageTimeline(timeline, "light"));
      else if (json === true) printJson(timeline);
      else print(timelineText(timeline, terminal()));
    });
}

function windowOf(from = 0, to = Number.MAX_VALUE): TimeWindow {
  if (to >= from) return { from, to };
  throw new Error(`--to ${to} is earlier than --from ${from}: nothing lies between them.`);
}
