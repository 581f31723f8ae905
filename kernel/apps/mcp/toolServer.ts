import { setTimeout } from "node:timers/promises";
import {
  type CallToolResult,
  McpServer,
  type ServerContext,
  type StandardSchemaWithJSON,
} from "@modelcontextprotocol/server";
import packageJson from "../../package.json" with { type: "json" };
import { answerTool, type ToolName, type ToolPorts, toolInputs, toolTexts } from "../../tools/index.ts";
import { progressNotifier } from "./progressNotifier.ts";

/** What is the same for every question of a client. */
export type ToolPlace = Pick<ToolPorts, "kernel" | "read" | "uri" | "goingOn">;

const instructions = [
  "Workflows are simulations in TypeScript; a configuration in TOML sets their parameters, and each run leaves a stored execution with a record and a trace.",
  "Learn parameters with wfnb_list_workflows before running one, and find what ran with wfnb_list_executions.",
].join(" ");

/** A server of the Model Context Protocol that offers the tools of language models. */
export function toolServer(place: ToolPlace, { readOnly }: { readonly readOnly: boolean }): McpServer {
  const server = new McpServer({ name: "wfnb", version: packageJson.version }, { instructions });
  for (const name of Object.keys(toolInputs) as ToolName[]) {
    const { title, description, does } = toolTexts[name];
    if (readOnly && does !== "reads") continue;
    server.registerTool(
      name,
      { title, description, inputSchema: uncheckedInput(name), annotations: annotationsOf(does) },
      (input, context) => answer(name, input, place, context),
    );
  }
  return server;
}

/** The tool itself checks what is sent, and says what is wrong as it does elsewhere. */
function uncheckedInput(name: ToolName): StandardSchemaWithJSON<unknown> {
  const { "~standard": standard } = toolInputs[name];
  return { "~standard": { ...standard, validate: (value) => ({ value }) } };
}

/** Clients ask their user before anything that is not marked as read-only. */
function annotationsOf(does: (typeof toolTexts)[ToolName]["does"]) {
  return {
    readOnlyHint: does === "reads",
    // A run adds a record; stopping one loses what it would have come to.
    destructiveHint: does === "stops",
    openWorldHint: false,
  };
}

async function answer(
  name: ToolName,
  input: unknown,
  place: ToolPlace,
  { mcpReq }: ServerContext,
): Promise<CallToolResult> {
  const tell = progressNotifier(mcpReq);
  const answered = await answerTool(name, input, {
    ...place,
    patience: (seconds) => setTimeout(seconds * 1_000, undefined, { ref: false }),
    signal: mcpReq.signal,
    ...(tell === undefined ? {} : { tell }),
  });
  return { content: [{ type: "text", text: JSON.stringify(answered, null, 1) }], structuredContent: answered };
}
