import { Command } from "@commander-js/extra-typings";
import { workspaceOption } from "./options.ts";
import { findWorkspace } from "./workspace.ts";

export function mcpCommand() {
  return new Command("mcp")
    .description("Serve workflows and executions to coding agents (Model Context Protocol, over stdio).")
    .option("--read-only", "offer only the tools that run no workflow and change nothing")
    .addOption(workspaceOption())
    .action(async ({ readOnly = false, workspace }) => {
      const { serveMcp } = await import("../mcp/serve.ts");
      await serveMcp({ workspace: findWorkspace(workspace), readOnly });
    });
}
