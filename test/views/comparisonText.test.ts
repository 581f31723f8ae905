import assert from "node:assert/strict";
import { compareExecutions, comparisonTables, partingLines, recordText } from "../../kernel/views/index.ts";
import { sampleExecution } from "./sampleExecution.ts";

const first = sampleExecution();
const second = sampleExecution({
  executionId: "stf_processing-ada-0002",
  parameterValues: { stf_interval: 3, physics_period_count: 3 },
  performanceMetrics: { ...first.performanceMetrics!, counts: { stf: 129 }, gaugeMeans: { "disk used": 0.5 } },
});

describe("A comparison as text", () => {
  it("has a table for each section with rows, with difference and ratio where two are compared", () => {
    const comparison = compareExecutions([first, second], { units: { stf_interval: "s" } });
    const [parameters, metrics] = comparisonTables(comparison);
    assert.deepEqual(parameters, [
      ["parameter", first.executionId, second.executionId],
      ["stf_interval (s)", "1.5", "3"],
    ]);
    assert.deepEqual(metrics![0], ["metric", first.executionId, second.executionId, "difference", "ratio"]);
    assert.deepEqual(
      metrics!.find(([name]) => name === "count stf"),
      ["count stf", "258", "129", "-129", "0.5"],
    );
    assert.deepEqual(
      metrics!.find(([name]) => name === "mean of disk used"),
      ["mean of disk used", "-", "0.5", "-", "-"],
    );
  });

  it("leaves the differences of more than two to the files", () => {
    const [, metrics] = comparisonTables(compareExecutions([first, second, second]));
    assert.equal(metrics![0]!.length, 4);
  });

  it("tells where traces part, with the last record that both have", () => {
    const before = { kind: "log", time: 1, level: "info", text: "ready\nto go" } as const;
    const difference = { position: 7, before, first: { kind: "mark", time: 2, name: "peak" } as const, second: null };
    assert.deepEqual(partingLines("a-1", { executionId: "a-2", difference }), [
      "The traces part at record 8:",
      "  both: 1 s log info ready to go",
      "  a-1: 2 s mark peak",
      "  a-2: has ended",
    ]);
    assert.deepEqual(partingLines("a-1", { executionId: "a-2", difference: null }), [
      "The traces of a-1 and a-2 are the same.",
    ]);
  });

  it("shows each kind of record on one line, cut", () => {
    const long = "x".repeat(10_000);
    const texts = [
      recordText({ kind: "state", time: 0, state: "run", substate: "physics" }),
      recordText({ kind: "message", time: 0.1, name: "end_run", topic: "/t", body: { id: 7 } }),
      recordText({ kind: "count", time: 2, name: "stf", by: 1200 }),
      recordText({ kind: "gauge", time: 2, name: "disk", value: 0.25 }),
      recordText({ kind: "mark", time: 2, name: long }),
    ];
    assert.deepEqual(texts.slice(0, 4), [
      "0 s state run / physics",
      '0.1 s message end_run to /t {"id":7}',
      "2 s count stf by 1,200",
      "2 s gauge disk 0.25",
    ]);
    assert.equal(texts[4]!.length, 300);
  });
});
