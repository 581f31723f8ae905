import { join } from "node:path";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { openKernel } from "../../platform/openKernel.ts";
import { workspaceReader } from "../../platform/workspaceReader.ts";
import { toolServer } from "./toolServer.ts";

export interface McpRequest {
  /** The only folder that is read. */
  readonly workspace: string;
  /** Offer only the tools that run no workflow and change nothing. */
  readonly readOnly: boolean;
}

/**
 * Serves the tools of language models over stdin and stdout (Model Context Protocol) until the client goes away. What it started is
 * cancelled then, and the record says so: nobody would be there to stop it.
 */
export async function serveMcp({ workspace, readOnly }: McpRequest): Promise<void> {
  await using kernel = openKernel(workspace);
  const uri = join(workspace, "workflows", "untitled.toml");
  const place = { kernel, read: workspaceReader(workspace), uri, goingOn: new Map<string, AbortController>() };
  const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
  const transport = new StdioServerTransport();
  const server = serveStdio(() => toolServer(place, { readOnly }), {
    transport,
    onerror: ({ message }) => process.stderr.write(`wfnb: ${message}\n`),
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
