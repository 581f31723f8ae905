import { Command } from "@commander-js/extra-typings";
import type { Verification } from "../../runner/index.ts";
import { exitCodes } from "./exitCodes.ts";
import { openKernel } from "./openKernel.ts";
import { jsonOption, workspaceOption } from "./options.ts";
import { print, printJson } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function verifyCommand() {
  return new Command("verify")
    .description("Run an execution again from its record (code, parameters, seed) and compare; nothing is stored.")
    .argument("<execution>", "an execution id")
    .addOption(workspaceOption())
    .addOption(jsonOption("the comparison"))
    .addHelpText("after", "\nExit code 0: the same; 1: it differs.")
    .action(async (executionId, { workspace, json }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      const verification = await kernel.verify(executionId);
      if (json === true) printJson(verification);
      else print(text(verification));
      process.exitCode = verification.isSame ? exitCodes.done : exitCodes.failed;
    });
}

function text(verification: Verification): string {
  const { executionId, isSame, isPartial, difference, records, traceHash, wentOn, environment } = verification;
  const around = environment.map(({ name, recorded, now }) => `  ${name}: ${recorded} then, ${now} now`);
  const context = around.length === 0 ? [] : ["What differs around it:", ...around];
  if (isSame) {
    const extent = isPartial
      ? `as far as its record goes, ${records.recorded} records`
      : `trace hash ${traceHash.replayed}`;
    return [`${executionId} runs again in the same way (${extent}).`, ...context].join("\n");
  }
  const differs = `${executionId} does not run again in the same way.`;
  const parting =
    difference === null
      ? [`${differs} All ${records.recorded} records came again, and then it went on.`]
      : [
          `${differs} The first difference is at record ${difference.position + 1}:`,
          `  recorded: ${difference.first === null ? "nothing more" : JSON.stringify(difference.first)}`,
          `  now:      ${difference.second === null ? "nothing more" : JSON.stringify(difference.second)}`,
        ];
  return [...parting, ...(wentOn === null ? [] : [wentOn]), ...context].join("\n");
}
