import assert from "node:assert/strict";
import { executionTree, groupExecutions } from "../../kernel/views/index.ts";
import { sampleExecution } from "./sampleExecution.ts";

const clock = { now: new Date("2026-11-03T15:00:00Z"), timeZone: "UTC" };

describe("Tree of executions", () => {
  it("tells a finished one by id, simulated time, duration and start", () => {
    const [node] = executionTree([sampleExecution()], clock);
    assert.equal(node!.label, "stf_processing-ada-0001");
    assert.equal(node!.description, "630.8 s · 12 ms · 13:03:22");
    assert.equal(node!.icon, "pass");
    assert.equal(node!.contextValue, "execution.completed");
  });

  it("begins with the status where that is news", () => {
    const failed = sampleExecution({ status: "failed", endReason: "failed", errorMessage: "no standby_duration" });
    const cut = sampleExecution({ endReason: "until" });
    const lost = sampleExecution({ status: "failed", endReason: "lost" });
    const nodes = executionTree([failed, cut, lost], clock);
    assert.deepEqual(
      nodes.map(({ description }) => description.split(" · ")[0]),
      ["failed", "completed, cut at until", "failed, its process was lost"],
    );
    assert.equal(nodes[0]!.children![0]!.label, "no standby_duration");
  });

  it("shows how far a running one is and in which state", () => {
    const execution = sampleExecution({
      status: "running",
      endReason: null,
      endTime: null,
      simulatedEndTime: null,
      performanceMetrics: null,
    });
    const progress = new Map([
      [execution.executionId, { now: 1800, until: 7200, events: 9, state: "run", substate: "physics", wallTimeMs: 5 }],
    ]);
    const [node] = executionTree([execution], { ...clock, progress });
    assert.equal(node!.description, "running · 1800 s of 7200 s (25 %) · run/physics · 13:03:22");
  });

  it("lists below it what was set, not what is default", () => {
    const [node] = executionTree([sampleExecution()], clock);
    assert.deepEqual(
      node!.children!.map(({ label, description }) => `${label} ${description}`),
      ["stf_interval 1.5", "stf 258", "events 531", "seed 42"],
    );
    assert.match(node!.tooltip, /stf_interval {2}1\.5 {2}\(stf\.toml:12 \[parameters\]\)/);
    assert.doesNotMatch(node!.tooltip, /physics_period_count/);
  });

  it("writes older starts with their day", () => {
    const starts = ["2026-11-01T10:00:00Z", "2026-10-20T10:00:00Z", "not a time"];
    const nodes = executionTree(
      starts.map((startTime) => sampleExecution({ startTime })),
      clock,
    );
    assert.deepEqual(
      nodes.map(({ description }) => description.split(" · ").at(-1)),
      ["Sun 10:00", "2026-10-20 10:00", "not a time"],
    );
  });

  it("cuts names of ten thousand characters and keeps line breaks out of rows", () => {
    const [node] = executionTree(
      [sampleExecution({ executionId: `a\nb${"x".repeat(10_000)}`, errorMessage: "a\nb" })],
      clock,
    );
    assert.equal(node!.label.length, 200);
    assert.ok(!node!.label.includes("\n"));
  });

  it("groups by workflow, status, day, user, notebook and a parameter's value", () => {
    const executions = [
      sampleExecution({ executionId: "1", status: "completed" }),
      sampleExecution({ executionId: "2", status: "failed", startTime: "2026-11-02T10:00:00Z", startedFrom: null }),
      sampleExecution({ executionId: "3", status: "running", parameterValues: { stf_interval: 2 }, executedBy: "bob" }),
    ];
    const groups = (grouping: Parameters<typeof groupExecutions>[1]) =>
      groupExecutions(executions, grouping, clock).map(
        ({ label, executions: own }) => `${label}: ${own.map(({ executionId }) => executionId).join(" ")}`,
      );
    assert.deepEqual(groups("workflow"), ["stf_processing: 1 2 3"]);
    assert.deepEqual(groups("status"), ["running: 3", "failed: 2", "completed: 1"]);
    assert.deepEqual(groups("day"), ["Today: 1 3", "Yesterday: 2"]);
    assert.deepEqual(groups("user"), ["ada: 1 2", "bob: 3"]);
    assert.deepEqual(groups("notebook"), ["stf.wfnb: 1 3", "not from a notebook: 2"]);
    assert.deepEqual(groups("parameter:stf_interval"), ["stf_interval = 1.5: 1 2", "stf_interval = 2: 3"]);
    const [group] = executionTree(executions, { ...clock, grouping: "workflow" });
    assert.equal(group!.description, "3 · 1 running · 1 failed");
    assert.equal(group!.children!.length, 3);
  });
});
