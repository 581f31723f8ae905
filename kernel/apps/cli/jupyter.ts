import { realpathSync } from "node:fs";
import { Command } from "@commander-js/extra-typings";
import { print, printNote } from "./print.ts";

export function jupyterCommand() {
  return new Command("jupyter")
    .description("The Jupyter kernel: workflow cells in TOML and TypeScript cells in Jupyter clients.")
    .addCommand(installCommand())
    .addCommand(kernelCommand());
}

function installCommand() {
  return new Command("install")
    .description("Tell Jupyter of the kernel `wfnb`.")
    .option(
      "--prefix <folder>",
      "the folder above share/jupyter, such as a virtual environment; default: for this user",
    )
    .action(async ({ prefix }) => {
      const { installKernelSpec, whyNotFound } = await import("../jupyter/install.ts");
      const folder = installKernelSpec({ prefix, script: realpathSync(process.argv[1]!) });
      print(`The kernel "Workflow Notebooks" (wfnb) is in ${folder}.`);
      const problem = await whyNotFound(folder);
      if (problem !== undefined) printNote(problem);
    });
}

function kernelCommand() {
  return new Command("kernel")
    .description("Be the kernel. Jupyter clients call this.")
    .requiredOption("--connection <file>", "the connection file that the client has written")
    .action(async ({ connection }) => {
      const { serveJupyter } = await import("../jupyter/serve.ts");
      await serveJupyter(connection);
    });
}
