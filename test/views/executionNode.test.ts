import assert from "node:assert/strict";
import type { Json } from "../../kernel/model/index.ts";
import { executionNode, groupNode } from "../../kernel/views/index.ts";
import { sampleExecution } from "./sampleExecution.ts";

const clock = { now: new Date("2026-11-03T15:00:00Z"), timeZone: "UTC" };

describe("Row of an execution", () => {
  it("tells a finished one by its number first, which a narrow sidebar does not cut, and the id to who hears it", () => {
    const node = executionNode(sampleExecution(), clock);
    assert.equal(node.label, "0001 stf_processing");
    assert.equal(node.description, "13:03 · ada · 630.8 s · 12 ms");
    assert.equal(node.accessibilityLabel, "stf_processing-ada-0001, completed, 13:03, 630.8 s, 12 ms");
    assert.match(node.tooltip, /stf_processing-ada-0001/);
    assert.equal(node.icon, "pass");
    assert.equal(node.contextValue, "execution.completed.notebook");
  });

  it("names the status where that is news", () => {
    const failed = sampleExecution({ status: "failed", endReason: "failed", errorMessage: "no standby_duration" });
    const cut = sampleExecution({ endReason: "until" });
    const lost = sampleExecution({ status: "failed", endReason: "lost" });
    const nodes = [failed, cut, lost].map((execution) => executionNode(execution, clock));
    assert.deepEqual(
      nodes.map(({ description }) => description.split(" · ")[2]),
      ["failed", "completed, cut at until", "failed, its process was lost"],
    );
    assert.equal(nodes[0]!.children![0]!.label, "no standby_duration");
    assert.equal(nodes[0]!.accessibilityLabel, "stf_processing-ada-0001, failed, 13:03, 630.8 s, 12 ms");
  });

  it("shows how far a running one is and in which state", () => {
    const execution = sampleExecution({
      status: "running",
      endReason: null,
      endTime: null,
      simulatedEndTime: null,
      performanceMetrics: null,
    });
    const progress = { now: 1800, until: 7200, events: 9, state: "run", substate: "physics", wallTimeMs: 5 };
    const node = executionNode(execution, { ...clock, progress });
    assert.equal(node.description, "1800 s of 7200 s (25 %) · run/physics · 13:03 · ada");
  });

  it("lists below it what was set, not what is default", () => {
    const node = executionNode(sampleExecution(), clock);
    assert.deepEqual(
      node.children!.map(({ label, description }) => `${label} ${description}`),
      ["stf_interval 1.5", "stf 258", "events 531", "seed 42"],
    );
    assert.match(node.tooltip, /stf_interval {2}1\.5 {2}\(stf\.toml:12 \[parameters\]\)/);
    assert.doesNotMatch(node.tooltip, /physics_period_count/);
  });

  it("writes older starts with their day", () => {
    const starts = ["2026-11-01T10:00:00Z", "2026-10-20T10:00:00Z", "not a time"];
    const nodes = starts.map((startTime) => executionNode(sampleExecution({ startTime }), clock));
    assert.deepEqual(
      nodes.map(({ description }) => description.split(" · ")[0]),
      ["Sun 10:00", "2026-10-20 10:00", "not a time"],
    );
  });

  it("cuts names of ten thousand characters and keeps line breaks out of rows", () => {
    const execution = sampleExecution({ workflowName: `a\nb${"x".repeat(10_000)}`, errorMessage: "a\nb" });
    const node = executionNode(execution, clock);
    assert.equal(node.label.length, 200);
    assert.ok(!node.label.includes("\n"));
  });

  it("shows what people said of it, and tells menus", () => {
    const labels = { pinned: true, protected: true, note: "that of Tuesday", tags: ["good"] };
    const node = executionNode(sampleExecution({ labels, traceHash: "ab" }), clock);
    assert.match(node.description, / · pinned, protected, #good, "that of Tuesday"$/);
    assert.equal(node.contextValue, "execution.completed.pinned.protected.notebook.traced");
  });
});

describe("Group of executions", () => {
  const group = (value: Json, by: string, counts = {}) =>
    groupNode({ value, count: 1234, running: 0, failed: 0, ...counts }, by, clock);

  for (const [by, value, label] of [
    ["workflow", "stf_processing", "stf_processing"],
    ["day", "2026-11-03", "Today"],
    ["day", "2026-11-02", "Yesterday"],
    ["day", "2026-10-27", "Tue 2026-10-27"],
    ["notebook", "/data/a/stf.wfnb", "stf.wfnb"],
    ["notebook", null, "not from a notebook"],
    ["parameter.stf_interval", 1.5, "stf_interval = 1.5"],
    ["parameter.stf_interval", null, "without stf_interval"],
    ["parameter.list", {}, "list is a list or a table"],
  ] as const) {
    it(`by ${by} with ${JSON.stringify(value)} is called ${label}`, () => assert.equal(group(value, by).label, label));
  }

  it("tells how many there are, how many run and failed", () => {
    const node = group("stf", "workflow", { running: 1, failed: 20 });
    assert.equal(node.description, "1,234 · 1 running · 20 failed");
    assert.equal(node.accessibilityLabel, "stf, 1,234 executions, 1 running, 20 failed");
  });
});
