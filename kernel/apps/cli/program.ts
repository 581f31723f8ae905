import { Command, CommanderError } from "@commander-js/extra-typings";
import packageJson from "../../package.json" with { type: "json" };
import { KernelLostError } from "../../runner/kernelLostError.ts";
import { cancelCommand } from "./cancel.ts";
import { checkCommand } from "./check.ts";
import { completionCommand } from "./completion.ts";
import { configCommand } from "./config.ts";
import { convertCommand } from "./convert.ts";
import { deleteCommand } from "./delete.ts";
import { diffCommand } from "./diff.ts";
import { doctorCommand } from "./doctor.ts";
import { exitCodes } from "./exitCodes.ts";
import { exportCommand } from "./export.ts";
import { gcCommand } from "./gc.ts";
import { jupyterCommand } from "./jupyter.ts";
import { labelCommand } from "./label.ts";
import { listCommand } from "./list.ts";
import { lspCommand } from "./lsp.ts";
import { mcpCommand } from "./mcp.ts";
import { newCommand } from "./new.ts";
import { printError } from "./print.ts";
import { runCommand } from "./run.ts";
import { schemaCommand } from "./schema.ts";
import { showCommand } from "./show.ts";
import { summaryCommand } from "./summary.ts";
import { timelineCommand } from "./timeline.ts";
import { verifyCommand } from "./verify.ts";

/** The command line `wfnb`: one file a command. */
const program = new Command("wfnb")
  .description("Run workflows and look at their executions.")
  .version(packageJson.version)
  .addCommand(runCommand())
  .addCommand(listCommand())
  .addCommand(summaryCommand())
  .addCommand(showCommand())
  .addCommand(labelCommand())
  .addCommand(checkCommand())
  .addCommand(configCommand())
  .addCommand(schemaCommand())
  .addCommand(timelineCommand())
  .addCommand(diffCommand())
  .addCommand(verifyCommand())
  .addCommand(cancelCommand())
  .addCommand(exportCommand())
  .addCommand(convertCommand())
  .addCommand(deleteCommand())
  .addCommand(gcCommand())
  .addCommand(newCommand())
  .addCommand(doctorCommand())
  .addCommand(lspCommand())
  .addCommand(mcpCommand())
  .addCommand(jupyterCommand())
  .addCommand(completionCommand());

for (const command of [program, ...program.commands]) command.exitOverride();

// `wfnb list | head` closes the pipe early: that is no error.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.refused;
  } else {
    printError(error);
    // Something may have run: that process dies of what runs in it.
    process.exitCode = error instanceof KernelLostError ? exitCodes.failed : exitCodes.refused;
  }
}
