import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { testWorkspace, workflowSource } from "../runner/testWorkspace.ts";
import { ToolAsker } from "./askTool.ts";

const parameters = "{ period: parameter.seconds({ default: 2, description: 'Time between two blinks' }) }";
const blink = workflowSource(
  "blink",
  'while (env.now < 12) { yield env.timeout(parameters.period); count("blink"); }',
  parameters,
);
const endless = workflowSource("endless", "for (;;) yield env.timeout(parameters.period);", parameters);
const picky = workflowSource(
  "picky",
  'yield env.timeout(1); if (parameters.period > 2) throw new Error("too slow");',
  parameters,
);

const sweep = (workflow: string) => `[workflow]\nname = "${workflow}"\n\n[sweep]\nperiod = [1, 2, 3, 4, 5, 6]\n`;

describe("What a language model may ask of several executions", function () {
  this.timeout(60_000);
  const workspace = testWorkspace({ blink, endless, picky });
  const asker = new ToolAsker(workspace);
  const { ask, kernel } = asker;
  after(() => kernel.close());

  it("is to run a sweep, with a row for each combination", async () => {
    const { success, planned, combinations, filter } = await ask("wfnb_run_config", { toml: sweep("blink") });
    assert.deepEqual([success, planned, combinations.length], [true, 6, 6]);
    const [{ period, executions, blink: blinks }] = combinations;
    assert.deepEqual([period, executions, blinks], [1, 1, 12]);
    assert.equal((await ask("wfnb_list_executions", { filter })).found, 6);
    assert.deepEqual(asker.told.at(-1), { done: 6, total: 6, sentence: "6 of 6 executions completed" });
  });

  it("is to sum up the latest sweep, or what a filter finds", async () => {
    assert.equal((await ask("wfnb_summarize_executions", {})).found, 6);
    const { summary, combinations } = await ask("wfnb_summarize_executions", { filter: "workflow:blink period<3" });
    assert.match(summary, /^2 of 2 executions completed/);
    assert.equal(combinations.length, 2);
  });

  it("is to run a file of the workspace, which the record names", async () => {
    const file = join(workspace, "workflows", "blink_fast.toml");
    writeFileSync(file, '[workflow]\nname = "blink"\n\n[parameters]\nperiod = 0.5\n');
    const { id, counts } = await ask("wfnb_run_config", { file: "workflows/blink_fast.toml" });
    assert.equal(counts.blink, 24);
    assert.equal((await kernel.execution(id))!.startedFrom!.config, file);
  });

  it("is told where a file is wrong, or that it cannot be read", async () => {
    writeFileSync(
      join(workspace, "workflows", "wrong.toml"),
      '[workflow]\nname = "blink"\n\n[parameters]\nperod = 1\n',
    );
    const file = "workflows/wrong.toml";
    await assert.rejects(
      ask("wfnb_run_config", { file }),
      /^RangeError: workflows\/wrong.toml, line 5, column 1: "perod"/,
    );
    assert.equal((await ask("wfnb_validate_config", { file })).valid, false);
    const includes = '[workflow]\nname = "blink"\nincludes = ["wrong.toml"]\n';
    const { valid, findings } = await ask("wfnb_validate_config", { toml: includes });
    assert.deepEqual([valid, findings[0].file, findings[0].line], [false, join(workspace, file), 5]);
    await assert.rejects(ask("wfnb_run_config", { file: "none.toml" }), /"none.toml" cannot be read: there is no such/);
    await assert.rejects(ask("wfnb_run_config", { file: "../x.toml" }), /outside the workspace/);
    await assert.rejects(ask("wfnb_run_config", { file: "/etc/hosts" }), /outside the workspace/);
    await assert.rejects(ask("wfnb_run_config", {}), /Give either toml or file/);
    await assert.rejects(ask("wfnb_run_config", { file, toml: "" }), /Give either toml or file/);
  });

  it("is told which combinations failed, and why", async () => {
    const { success, failed, failures, combinations } = await ask("wfnb_run_config", { toml: sweep("picky") });
    assert.deepEqual([success, failed, combinations.length], [false, 4, 6]);
    assert.match(failures[0].error, /too slow/);
  });

  it("is to stop all of a sweep that goes on, by its first execution", async () => {
    const toml = `${sweep("endless")}\n[run]\nrealtime = true\n`;
    const { stillRunning, planned, first } = await ask("wfnb_run_config", { toml, waitSeconds: 2 });
    assert.deepEqual([stillRunning, planned], [true, 6]);
    assert.deepEqual(await ask("wfnb_cancel_executions", { ids: [first.id] }), { cancelled: [first.id] });
    assert.equal((await ask("wfnb_list_executions", { filter: "status:running" })).found, 0);
    // Four run at a time: the others never began.
    assert.ok((await ask("wfnb_list_executions", { filter: "workflow:endless" })).found <= 4);
    const { notRunning } = await ask("wfnb_cancel_executions", { ids: [first.id] });
    assert.deepEqual(notRunning, [{ id: first.id, status: "cancelled" }]);
  });

  it("is to follow one to its end, and to leave it alone", async () => {
    const { execution } = await ask("wfnb_run_workflow", { workflow: "endless", waitSeconds: 0 });
    const { id } = execution;
    const { stillRunning, progress } = await ask("wfnb_follow_execution", { id, waitSeconds: 0.5 });
    assert.equal(stillRunning, true);
    assert.match(progress, /s simulated/);
    await ask("wfnb_follow_execution", { id }, AbortSignal.timeout(100));
    assert.equal((await ask("wfnb_get_execution", { id })).status, "running");
    const followed = ask("wfnb_follow_execution", { id });
    await kernel.cancel(id);
    assert.equal((await followed).status, "cancelled");
  });
});
