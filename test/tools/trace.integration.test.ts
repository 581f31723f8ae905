import assert from "node:assert/strict";
import { join } from "node:path";
import { testWorkspace, workflowSource } from "../runner/testWorkspace.ts";
import { ToolAsker } from "./askTool.ts";

const beam = workflowSource(
  "beam",
  `for (let run = 1; run <= 300; run += 1) {
      state("beam", "ready");
      broadcast("run_imminent", { run });
      yield env.timeout(2);
      state("no_beam");
      count("run");
      gauge("load", run);
      log("run " + run + " is over");
      yield env.timeout(1);
    }`,
);
const wide = workflowSource(
  "wide",
  `for (let i = 0; i < 1000; i += 1) {
      state("s" + (i % 500), "u".repeat(300));
      broadcast("m" + i, { text: "y".repeat(3000) });
      for (let k = 0; k < 10; k += 1) count("c" + ((7 * i + k) % 400) + "z".repeat(500));
      gauge("g" + (i % 100) + "g".repeat(500), i);
      mark("k".repeat(3000));
      yield env.timeout(1);
    }`,
);
const failing = workflowSource(
  "failing",
  'state("beam", "ready"); yield env.timeout(3); throw new Error("the magnet quenched");',
);

describe("What a language model may ask of a trace", function () {
  this.timeout(60_000);
  const workspace = testWorkspace({ beam, failing, wide });
  const { ask, kernel } = new ToolAsker(workspace);
  let id: string;
  before(async () => {
    ({ id } = await ask("wfnb_run_workflow", { workflow: "beam", seed: 1 }));
  });
  after(() => kernel.close());

  it("is its timeline, cut to what a model reads, with how to get the rest", async () => {
    const timeline = await ask("wfnb_get_timeline", { id });
    const { end, states, stateIntervals, timeInState, counts, gauges, messagesSent, next } = timeline;
    assert.deepEqual([end, stateIntervals, states.length, messagesSent], [900, 600, 100, 300]);
    assert.deepEqual(timeInState[0], { state: "beam", substate: "ready", seconds: 600, visits: 300 });
    assert.deepEqual([counts[0].total, gauges[0].high], [300, 300]);
    assert.deepEqual(counts[0].points.at(-1), [899, 300]);
    assert.match(next, /from and to/);
    assert.ok(JSON.stringify(timeline).length < 20_000);
  });

  it("is a part of the timeline, with the figures of that part", async () => {
    const { start, end, states, counts, next } = await ask("wfnb_get_timeline", { id, from: 30, to: 36 });
    assert.deepEqual([start, end, counts[0].total, next], [30, 36, 2, undefined]);
    assert.deepEqual(states[0], { state: "beam", substate: "ready", start: 30, end: 32 });
    await assert.rejects(ask("wfnb_get_timeline", { id, from: 5, to: 1 }), /to 1 is earlier than from 5/);
  });

  it("is no longer than that where a workflow has many long names", async () => {
    const { id: wide } = await ask("wfnb_run_workflow", { workflow: "wide" });
    for (const tool of ["wfnb_get_timeline", "wfnb_get_execution"] as const) {
      const { length } = JSON.stringify(await ask(tool, { id: wide }));
      assert.ok(length < 100_000, `${tool}: ${String(length)} characters`);
    }
    assert.ok(JSON.stringify(await ask("wfnb_get_records", { id: wide })).length < 100_000);
  });

  it("is a page of its messages, found by their text", async () => {
    const { found, records, next } = await ask("wfnb_get_records", { id, kinds: ["message"], limit: 2, offset: 1 });
    assert.equal(found, 300);
    assert.deepEqual(records[0], {
      time: 3,
      kind: "message",
      name: "run_imminent",
      value: "/topic/workflow",
      text: '{"run":2}',
    });
    assert.match(next, /offset 3/);
    const logs = await ask("wfnb_get_records", { id, kinds: ["log"], text: "RUN 300" });
    assert.deepEqual([logs.found, logs.next], [1, undefined]);
    assert.equal((await ask("wfnb_get_records", { id, kinds: ["state"], from: 0, to: 3 })).found, 3);
  });

  it("is whether it comes again", async () => {
    assert.equal((await ask("wfnb_verify_execution", { id })).isSame, true);
  });

  it("is why one failed: when, in which state, and on which line", async () => {
    const { id: failed } = await ask("wfnb_run_workflow", { workflow: "failing" });
    const { failure } = await ask("wfnb_get_execution", { id: failed });
    assert.equal(failure.message, "the magnet quenched (at 3 s of simulated time, in state beam/ready)");
    assert.equal(failure.file, join(workspace, "workflows", "failing.ts"));
    assert.match(failure.code, /^state\("beam", "ready"\);.*throw new Error/);
    assert.equal(failure.line, 7);
  });

  it("is refused of an execution that is not there", async () => {
    for (const tool of [
      "wfnb_get_timeline",
      "wfnb_get_records",
      "wfnb_verify_execution",
      "wfnb_follow_execution",
    ] as const)
      await assert.rejects(ask(tool, { id: "none" }), /There is no execution "none"/);
  });
});
