import { Command, Option } from "@commander-js/extra-typings";
import { publishedSchema } from "../../config/index.ts";
import { openKernel } from "./openKernel.ts";
import { printJson } from "./print.ts";
import { findWorkspace } from "./workspace.ts";

export function schemaCommand() {
  return new Command("schema")
    .description("Print the JSON Schema of a workflow's configurations, for other editors and tools.")
    .argument("<workflow>", "name of a workflow")
    .addOption(
      new Option("-d, --draft <draft>", "draft-07 for Tombi and JSON tools, draft-04 for Even Better TOML")
        .choices(["draft-07", "draft-04"] as const)
        .default("draft-07" as const),
    )
    .option("-w, --workspace <folder>", "where the workflows are; default: found from here upwards")
    .action(async (name, { draft, workspace }) => {
      await using kernel = openKernel(findWorkspace(workspace));
      const { workflows } = await kernel.workflows();
      const workflow = workflows.find((one) => one.name === name);
      if (workflow === undefined) {
        throw new Error(`There is no workflow "${name}". There are: ${workflows.map((one) => one.name).join(", ")}.`);
      }
      printJson(publishedSchema(workflow, draft));
    });
}
