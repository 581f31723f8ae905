import assert from "node:assert/strict";
import { userInfo } from "node:os";
import * as vscode from "vscode";
import { executionMime } from "../../../extension/ids.ts";
import { eventually, newNotebook, openNotebook, outputText, runCell, writeWorkspaceFile } from "../workspace.ts";

const errorMime = "application/vnd.code.notebook.error";

const workflow = (name: string, body: string) => `import { defineWorkflow } from "wfnb";
export default defineWorkflow({ name: "${name}", parameters: {}, *execute({ env }) { ${body} } });
`;

describe("running a workflow cell", () => {
  it("gives an execution with SimPy's figures", async () => {
    const notebook = await openNotebook("notebooks/stf_processing.wfnb");
    const cell = await runCell(notebook, 1);
    assert.equal(cell.executionSummary?.success, true);
    const output = JSON.parse(outputText(cell, executionMime));
    assert.match(output.executionId, new RegExp(`^stf_processing-${userInfo().username}-\\d{4}$`));
    assert.equal(output.status, "completed");
    assert.equal(output.figures.simulatedEndTime, 630.8000000000033);
    assert.equal(output.figures.counts.stf, 258);
    assert.equal(output.figures.events, 531);
    assert.match(outputText(cell, "text/plain"), /630\.8000000000033/);
  });

  it("refuses an unknown key with its place and a suggestion", async () => {
    const notebook = await newNotebook('[workflow]\nname = "stf_processing"\n\n[parameters]\nstf_intervall = 1.5\n');
    const cell = await runCell(notebook, 0);
    assert.equal(cell.executionSummary?.success, false);
    const { message } = JSON.parse(outputText(cell, errorMime));
    assert.match(message, /stf_intervall/);
    assert.match(message, /stf_interval\b/);
    assert.match(message, /line 5, column 1/);
  });

  it("stops at once when asked to, also in an endless loop", async () => {
    writeWorkspaceFile("workflows/endless.ts", workflow("endless", "for (;;) {}"));
    const notebook = await newNotebook('[workflow]\nname = "endless"\n');
    const cell = notebook.cellAt(0);
    void vscode.commands.executeCommand("notebook.cell.execute", {
      ranges: [{ start: 0, end: 1 }],
      document: notebook.uri,
    });
    await eventually("the execution's output", () => cell.outputs[0]);
    const asked = Date.now();
    await vscode.commands.executeCommand("notebook.cell.cancelExecution", {
      ranges: [{ start: 0, end: 1 }],
      document: notebook.uri,
    });
    await eventually("the end of the cell", () => cell.executionSummary?.success);
    assert.ok(Date.now() - asked < 2000, `took ${Date.now() - asked} ms`);
    assert.equal(JSON.parse(outputText(cell, executionMime)).status, "cancelled");
  });

  it("survives a workflow that kills its process, and runs the next one", async () => {
    writeWorkspaceFile(
      "workflows/killer.ts",
      workflow("killer", "yield env.timeout(1); process.kill(process.pid, 'SIGKILL');"),
    );
    const notebook = await newNotebook('[workflow]\nname = "killer"\n', '[workflow]\nname = "stf_processing"\n');
    const killed = await runCell(notebook, 0);
    assert.equal(killed.executionSummary?.success, false);
    assert.equal(JSON.parse(outputText(killed, executionMime)).status, "failed");
    assert.match(JSON.parse(outputText(killed, errorMime)).message, /process/i);
    const next = await runCell(notebook, 1);
    assert.equal(next.executionSummary?.success, true);
  });

  it("says where a workflow file does not compile", async () => {
    writeWorkspaceFile("workflows/broken.ts", "export default {{{\n");
    const notebook = await newNotebook('[workflow]\nname = "broken"\n');
    const cell = await runCell(notebook, 0);
    assert.equal(cell.executionSummary?.success, false);
    assert.match(JSON.parse(outputText(cell, errorMime)).message, /broken\.ts:1:\d+/);
  });
});
