import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { writeScaffold } from "../../platform/writeScaffold.ts";
import { workspaceOption } from "./options.ts";
import { print, printNote } from "./print.ts";
import { shownPath } from "./readTarget.ts";
import { findWorkspace } from "./workspace.ts";

export function newCommand() {
  return new Command("new")
    .description("Make the files of a new workflow: TypeScript, TOML, notebook, test, and types for the editor.")
    .argument("<name>", "name of the workflow: letters, digits and _")
    .addOption(workspaceOption())
    .action((name, options) => {
      const workspace = findWorkspace(options.workspace);
      const { written, kept } = writeScaffold(workspace, name, declarations());
      const fromHere = (path: string) => shownPath(join(workspace, path));
      for (const path of written) print(fromHere(path));
      for (const path of kept) printNote(`${fromHere(path)} is there already and stays as it is`);
    });
}

/** The library's declarations, which are built beside this script; undefined when it runs from its sources. */
function declarations(): string | undefined {
  try {
    return readFileSync(new URL("./index.d.ts", import.meta.url), "utf8");
  } catch {
    return undefined;
  }
}
