import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client, type RequestOptions } from "@modelcontextprotocol/client";
import { StdioClientTransport, type StdioServerParameters } from "@modelcontextprotocol/client/stdio";

const cli = join(import.meta.dirname, "../../../kernel/dist/cli.js");

/** A server, as a rule the built `wfnb mcp` on a workspace, and the real client that talks to it. */
export class McpConnection {
  readonly client: Client;
  /** What could not be read as the protocol. */
  readonly faults: Error[] = [];
  readonly #transport: StdioClientTransport;

  private constructor(server: StdioServerParameters, revision?: string) {
    const mode = revision === undefined ? "legacy" : { pin: revision };
    this.client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
    this.#transport = new StdioClientTransport({ ...server, stderr: "pipe" });
    this.client.onerror = (error) => this.faults.push(error);
  }

  /** `revision`: of the protocol; those before 2026-07-28 are negotiated with `initialize`, the default. */
  static to(workspace: string, options: readonly string[] = [], revision?: string): Promise<McpConnection> {
    const server = { command: process.execPath, args: [cli, "mcp", ...options], cwd: workspace };
    return McpConnection.start(server, revision);
  }

  static async start(server: StdioServerParameters, revision?: string): Promise<McpConnection> {
    const connection = new McpConnection(server, revision);
    await connection.client.connect(connection.#transport);
    return connection;
  }

  get pid(): number {
    return this.#transport.pid!;
  }

  /** The answer as data; throws with the sentence that a refusal tells. */
  async ask(name: string, input: Record<string, unknown> = {}, options: RequestOptions = {}): Promise<any> {
    const { content, structuredContent, isError } = await this.client.callTool({ name, arguments: input }, options);
    const [part] = content;
    if (part?.type !== "text") throw new Error("An answer is one text.");
    if (isError === true) throw new Error(part.text);
    assert.deepEqual(JSON.parse(part.text), structuredContent, "clients that read one of the two know as much");
    return structuredContent;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** Resolves when there is no process of this number any more. */
export async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await setTimeout(20);
  }
}
