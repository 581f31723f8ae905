import { Command, Option } from "@commander-js/extra-typings";
import { publishedSchema } from "../../config/index.ts";
import type { WorkflowDescription } from "../../model/index.ts";
import { writeSchemas } from "../../platform/publishedSchemas.ts";
import { openKernel } from "./openKernel.ts";
import { print, printJson } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function schemaCommand() {
  return new Command("schema")
    .description("Print the JSON Schema of a workflow's configurations, for other editors and tools.")
    .argument("[workflow]", "name of a workflow; with --write, all of them when none is named")
    .addOption(
      new Option("-d, --draft <draft>", "draft-07 for Tombi and JSON tools, draft-04 for Even Better TOML")
        .choices(["draft-07", "draft-04"] as const)
        .default("draft-07" as const),
    )
    .option("--write", "write both drafts to workflows/schemas, for other editors and for untrusted workspaces")
    .option("-w, --workspace <folder>", "where the workflows are; default: found from here upwards")
    .action(async (name, { draft, write, workspace }) => {
      const root = findWorkspace(workspace);
      await using kernel = openKernel(root);
      const { workflows } = await kernel.workflows();
      const chosen = name === undefined ? workflows : workflows.filter((one) => one.name === name);
      if (chosen.length === 0 || (name === undefined && write !== true)) {
        throw new Error(wanted(name, root, workflows));
      }
      if (write === true) for (const path of await writeSchemas(root, chosen)) print(path);
      else printJson(publishedSchema(chosen[0]!, draft));
    });
}

/** Says what to name in place of what was named. */
function wanted(name: string | undefined, root: string, workflows: readonly WorkflowDescription[]): string {
  if (workflows.length === 0) return `There are no workflows in ${root}: \`wfnb new <name>\` makes one.`;
  const unknown = name === undefined ? "" : `There is no workflow "${name}". `;
  return `${unknown}Name one of these workflows: ${workflows.map((one) => one.name).join(", ")}.`;
}
