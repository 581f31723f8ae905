import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { scaffoldWorkflow } from "../../runner/scaffold.ts";
import { workspaceOption } from "./options.ts";
import { print, printNote } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function newCommand() {
  return new Command("new")
    .description("Make the files of a new workflow: TypeScript, TOML, notebook, test, and types for the editor.")
    .argument("<name>", "name of the workflow: letters, digits and _")
    .addOption(workspaceOption())
    .action((name, options) => {
      const workspace = findWorkspace(options.workspace);
      if (existsSync(join(workspace, "workflows", `${name}.ts`))) {
        throw new Error(`There is a workflow "${name}" already: ${join(workspace, "workflows", `${name}.ts`)}`);
      }
      for (const { path, text } of scaffoldWorkflow(name, declarations())) {
        const file = join(workspace, path);
        const isOurs = path.startsWith(".wfnb/");
        if (existsSync(file) && !isOurs) {
          printNote(`${path} is there already and stays as it is`);
          continue;
        }
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        print(path);
      }
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
