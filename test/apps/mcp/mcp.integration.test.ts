import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "@modelcontextprotocol/client";
import { toolTexts } from "../../../kernel/tools/index.ts";
import { kernelOn, testWorkspace, workflowSource } from "../../runner/testWorkspace.ts";
import { temporaryFolder } from "../../store/temporaryFolder.ts";
import { gone, McpConnection } from "./mcpConnection.ts";

const blink = workflowSource(
  "blink",
  'yield env.timeout(parameters.period); count("blink", 3);',
  "{ period: parameter.seconds({ default: 2, description: 'Time between two blinks' }) }",
);
const endless = workflowSource("endless", "for (;;) yield env.timeout(1);");
const noisy = `import { writeSync } from "node:fs";
console.log("while loading");
${workflowSource("noisy", 'console.log("a log"); process.stdout.write("{}\\n"); writeSync(1, "raw\\n"); yield env.timeout(1);')}`;

for (const revision of [undefined, "2026-07-28"]) {
  describe(`wfnb mcp, to a client of ${revision ?? "an earlier revision of the protocol"}`, function () {
    this.timeout(60_000);
    const connect = (...options: string[]) => McpConnection.to(workspace, options, revision);
    let workspace: string;
    let mcp: McpConnection;

    before(async () => {
      workspace = testWorkspace({ blink, endless, noisy });
      mcp = await connect();
    });
    after(() => mcp.close());

    it("offers every tool, and says which ones only read", async () => {
      const { tools } = await mcp.client.listTools();
      const offered = tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]);
      assert.deepEqual(
        offered,
        Object.entries(toolTexts).map(([name, { does }]) => [name, does === "reads"]),
      );
    });

    it("offers only those that read, if asked to", async () => {
      const reader = await connect("--read-only");
      const { tools } = await reader.client.listTools();
      assert.ok(tools.length > 0 && tools.every(({ annotations }) => annotations?.readOnlyHint === true));
      await assert.rejects(reader.ask("wfnb_run_workflow", { workflow: "blink" }), /wfnb_run_workflow/);
      await reader.close();
    });

    it("runs a workflow and reads what is stored", async () => {
      const { id, status } = await mcp.ask("wfnb_run_workflow", {
        workflow: "blink",
        parameters: { period: 5 },
        seed: 3,
      });
      assert.equal(status, "completed");
      assert.equal((await mcp.ask("wfnb_get_execution", { id })).simulatedSeconds, 5);
      const { executions } = await mcp.ask("wfnb_list_executions", { filter: "period:5" });
      assert.deepEqual(
        executions.map((each: { id: string }) => each.id),
        [id],
      );
    });

    it("tells in the sentences of the command line what is wrong", async () => {
      const wrong = { workflow: "blink", parameters: { perod: 5 } };
      await assert.rejects(mcp.ask("wfnb_run_workflow", wrong), /"perod" is no parameter.*Did you mean "period"\?/);
      await assert.rejects(
        mcp.ask("wfnb_list_executions", { limit: 0 }),
        /wfnb_list_executions cannot be used. limit: /,
      );
      await assert.rejects(mcp.ask("wfnb_get_execution", { id: "none" }), /There is no execution "none"/);
    });

    it("tells how far a run is, to whoever wants to know", async () => {
      const seen: Progress[] = [];
      const input = { workflow: "endless", until: 30_000_000 };
      await mcp.ask("wfnb_run_workflow", input, { onprogress: (progress) => seen.push(progress) });
      assert.ok(seen.length > 0);
      const [{ total, message }] = seen as [Progress];
      assert.equal(total, 30_000_000);
      assert.match(message!, /^endless-.*: \d+ s of 30000000 s simulated/);
    });

    it("cancels what a cancelled request has started", async () => {
      const abort = new AbortController();
      const input = { workflow: "endless", until: 1e12 };
      const asked = mcp.ask("wfnb_run_workflow", input, { signal: abort.signal });
      const running = async () => (await mcp.ask("wfnb_list_executions", { filter: "status:running" })).found;
      while ((await running()) === 0);
      abort.abort();
      await assert.rejects(asked);
      while ((await running()) > 0);
      const { executions } = await mcp.ask("wfnb_list_executions", { filter: "workflow:endless", limit: 1 });
      assert.equal(executions[0].status, "cancelled");
    });

    for (const [way, leave] of [
      ["the client goes away", (other: McpConnection) => other.close()],
      ["it is asked to end", ({ pid }: McpConnection) => process.kill(pid, "SIGTERM")],
    ] as const) {
      it(`cancels what still runs when ${way}, and ends`, async () => {
        const other = await connect();
        const { pid } = other;
        const { stillRunning, execution } = await other.ask("wfnb_run_workflow", {
          workflow: "endless",
          waitSeconds: 1,
        });
        assert.equal(stillRunning, true);
        await Promise.all([leave(other), gone(pid)]);
        const { status, error } = await mcp.ask("wfnb_get_execution", { id: execution.id });
        assert.deepEqual([status, error], ["cancelled", "The program that started it went away."]);
      });
    }

    it("keeps its output for the protocol, whatever a workflow prints", async () => {
      assert.equal((await mcp.ask("wfnb_run_workflow", { workflow: "noisy" })).status, "completed");
      assert.deepEqual(mcp.faults, []);
    });

    it("reads no file outside the workspace, not by a link either", async () => {
      const outside = join(temporaryFolder(), "secret.toml");
      writeFileSync(outside, 'secret = "its text');
      symlinkSync(outside, join(workspace, "workflows", "link.toml"));
      for (const path of [outside, "link.toml"]) {
        const toml = `[workflow]\nname = "blink"\nincludes = [${JSON.stringify(path)}]\n`;
        const { valid, findings } = await mcp.ask("wfnb_validate_config", { toml });
        assert.equal(valid, false);
        assert.match(findings[0].message, /outside the workspace/);
        assert.doesNotMatch(JSON.stringify(findings), /its text/);
      }
    });

    it("shares its executions with every other program of the workspace", async () => {
      const kernel = kernelOn(workspace);
      const { executionId } = await kernel.start({ workflow: "blink", parameters: {} });
      await kernel.finished(executionId);
      assert.equal((await mcp.ask("wfnb_get_execution", { id: executionId })).status, "completed");
      await kernel.close();
    });

    it("does not begin in a workspace that is not there", async () => {
      await assert.rejects(connect("--workspace", join(workspace, "none")));
    });
  });
}
