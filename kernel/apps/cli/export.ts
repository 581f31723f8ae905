import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, Option } from "@commander-js/extra-typings";
import { exportTrace } from "../../runner/export/exportTrace.ts";
import { isNotebook } from "./isNotebook.ts";
import { knownExecution } from "./knownExecution.ts";
import { openKernel } from "./openKernel.ts";
import { workspaceOption } from "./options.ts";
import { printNote } from "./print.ts";
import { refuseUnwritable } from "./refuseUnwritable.ts";
import { findWorkspace } from "./workspace.ts";

export function exportCommand() {
  return new Command("export")
    .description("Write an execution for other programs. Notebooks are turned into other formats by `wfnb convert`.")
    .argument("<execution>", "an execution id")
    .addOption(
      new Option(
        "-f, --format <format>",
        "json: record and trace; csv: trace as a table; chrome: for Perfetto and chrome://tracing",
      )
        .choices(["json", "csv", "chrome"] as const)
        .default("json" as const),
    )
    .option("-o, --output <file>", "where to write; default: standard output")
    .addOption(workspaceOption())
    .action(async (executionId, { format, output, workspace }) => {
      if (isNotebook(executionId)) {
        throw new Error(
          `"${executionId}" is a notebook, not an execution. \`wfnb convert\` turns notebooks into other formats.`,
        );
      }
      if (output !== undefined) await refuseUnwritable(output);
      await using kernel = openKernel(findWorkspace(workspace));
      const execution = await knownExecution(kernel, executionId);
      if (output === undefined) {
        const pieces = Readable.from(exportTrace({ execution, trace: await kernel.trace(executionId) }, format));
        await pipeline(pieces, process.stdout, { end: false });
      } else {
        await kernel.exportTrace(executionId, format, resolve(output));
        printNote(`${executionId} written to ${output}`);
      }
    });
}
