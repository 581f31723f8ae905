import assert from "node:assert/strict";
import { compareExecutions, comparisonCsv, comparisonMarkdown } from "../../kernel/views/index.ts";
import { sampleExecution } from "./sampleExecution.ts";

describe("Comparison of executions", () => {
  const first = sampleExecution();
  const metrics = first.performanceMetrics!;
  const second = sampleExecution({
    executionId: "stf_processing-ada-0002",
    parameterValues: { stf_interval: 3, physics_period_count: 3, label: "=a|b,<i>" },
    performanceMetrics: { ...metrics, counts: { stf: 129, lost: -2 } },
  });

  it("shows the parameters that differ, and all metrics with difference and ratio", () => {
    const { rows, executionIds } = compareExecutions([first, second]);
    assert.deepEqual(executionIds, ["stf_processing-ada-0001", "stf_processing-ada-0002"]);
    assert.deepEqual(
      rows.filter(({ section }) => section !== "metric").map(({ section, name, values }) => [section, name, ...values]),
      [
        ["parameter", "stf_interval", 1.5, 3],
        ["parameter", "label", undefined, "=a|b,<i>"],
      ],
    );
    const stf = rows.find(({ name }) => name === "count stf")!;
    assert.deepEqual(
      [stf.values, stf.differences, stf.ratios],
      [
        [258, 129],
        [0, -129],
        [1, 0.5],
      ],
    );
    assert.equal(rows.find(({ name }) => name === "count lost")!.differences, undefined);
  });

  it("shows everything when asked", () => {
    const { rows } = compareExecutions([first, second], { all: true });
    assert.ok(rows.some(({ name, differs }) => name === "physics_period_count" && !differs));
  });

  it("takes twenty, and ones that never ended", () => {
    const running = sampleExecution({ status: "running", performanceMetrics: null, simulatedEndTime: null });
    const { rows } = compareExecutions([running, ...Array.from({ length: 19 }, () => second)]);
    assert.equal(rows.find(({ name }) => name === "events")!.values.length, 20);
  });

  it("writes CSV that no spreadsheet runs, in full precision", () => {
    const csv = comparisonCsv(compareExecutions([first, second]));
    assert.match(
      csv,
      /^section,name,unit,stf_processing-ada-0001,stf_processing-ada-0002,stf_processing-ada-0002 difference,/,
    );
    assert.ok(csv.includes(`parameter,label,,,"'=a|b,<i>",,\r\n`));
    assert.ok(csv.includes("metric,simulated end time,s,630.8000000000033,630.8000000000033,0,1\r\n"));
    assert.ok(csv.includes("metric,count lost,,,-2,,\r\n"));
  });

  it("writes Markdown that shows texts as they are", () => {
    const lines = comparisonMarkdown(compareExecutions([first, second])).split("\n");
    assert.equal(lines[1], "| --- | --- | --- | ---: | ---: | ---: | ---: |");
    assert.ok(lines.includes("| parameter | label |  |  | =a\\|b,&lt;i&gt; |  |  |"));
    assert.ok(lines.includes("| metric | simulated end time | s | 630.8 | 630.8 | 0 | 1 |"));
  });
});
