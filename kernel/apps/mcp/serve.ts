import { join } from "node:path";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { openKernel } from "../../platform/openKernel.ts";
import { workspaceReader } from "../../platform/workspaceReader.ts";
import { shortened } from "../../views/index.ts";
import { printNote } from "../cli/print.ts";
import { toolServer } from "./toolServer.ts";

export interface McpRequest {
  /** The only folder that is read. */
  readonly workspace: string;
  /** Offer only the tools that run no workflow and change nothing. */
  readonly readOnly: boolean;
}

const longestNote = 300;

/**
 * Serves the tools of language models over stdin and stdout (Model Context Protocol) until the client goes away. What it started is
 * cancelled then, and the record says so: nobody would be there to stop it.
 */
export async function serveMcp({ workspace, readOnly }: McpRequest): Promise<void> {
  await using kernel = openKernel(workspace);
  const uri = join(workspace, "workflows", "untitled.toml");
  const place = { kernel, read: workspaceReader(workspace), uri, goingOn: new Map() };
  const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
  const transport = new StdioServerTransport();
  const server = serveStdio(() => toolServer(place, { readOnly }), {
    transport,
    // What is no message of the protocol is told with all that it could have been: a line of that is enough.
    onerror: ({ message }) => printNote(`wfnb: ${shortened(message.replaceAll(/\s+/g, " "), longestNote)}`),
  });
  const { onclose } = transport;
  transport.onclose = () => {
    onclose?.();
    end();
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => end());
  await isOver;
  await server.close();
}
