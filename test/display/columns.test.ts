import assert from "node:assert/strict";
import { columnsOf, rowsOf } from "../../kernel/display/columns.ts";
import { csvOf } from "../../kernel/display/csvOf.ts";
import { heatMapSpec } from "../../kernel/display/heatMapSpec.ts";
import { statisticsOf } from "../../kernel/display/statisticsOf.ts";
import type { WorkflowExecution } from "../../kernel/model/index.ts";

const execution = (parameterValues: object, counts: object, workflowName = "a"): WorkflowExecution =>
  ({
    executionId: "a-b-0001",
    workflowName,
    parameterValues,
    runOptions: { seed: 1 },
    performanceMetrics: { counts, gaugeMeans: { "in line": 0.5 }, timeInState: { "run/physics": 180 }, events: 7 },
  }) as unknown as WorkflowExecution;

describe("executions as columns", () => {
  const columns = columnsOf([execution({ interval: 1 }, { stf: 3 }), { record: execution({ other: true }, {}) }]);

  it("have parameters under their own names, null where an execution has none", () => {
    assert.deepEqual(columns.interval, [1, null]);
    assert.deepEqual(columns.other, [null, true]);
  });
  it("have parameters that are called like another column beside it", () => {
    const { events, parameter_events, count_stf, parameter_count_stf } = columnsOf([
      execution({ events: 2, count_stf: "x" }, {}),
      execution({}, { stf: 3 }),
    ]);
    assert.deepEqual({ events, parameter_events }, { events: [7, 7], parameter_events: [2, null] });
    assert.deepEqual({ count_stf, parameter_count_stf }, { count_stf: [0, 3], parameter_count_stf: ["x", null] });
  });
  it("have counts, means and times in names that charts can read", () => {
    assert.deepEqual(columns.count_stf, [3, 0]);
    assert.deepEqual(columns.mean_in_line, [0.5, 0.5]);
    assert.deepEqual(columns.time_run_physics, [180, 180]);
  });
  it("have zero for what an execution never counted and others of its workflow did, nothing where it is not known", () => {
    const running = { ...execution({}, {}), performanceMetrics: null };
    const all = [execution({}, { fault: 4 }), execution({}, {}), running, execution({}, { tick: 1 }, "other")];
    const { count_fault, count_tick } = columnsOf(all);
    assert.deepEqual(
      [count_fault, count_tick],
      [
        [4, 0, null, null],
        [null, null, null, 1],
      ],
    );
    assert.deepEqual(statisticsOf(columnsOf(all.slice(0, 3)), { of: "count_fault" }).mean, [2]);
  });
  it("are a file for spreadsheets and pandas as well", () => {
    const table = {
      name: ['a "b", c', "=1+1", null],
      number: [0.1 + 0.2, -5, 1e21],
      list: [[1, "x"], true, "two\nlines"],
    };
    assert.equal(
      csvOf(table),
      'name,number,list\r\n"a ""b"", c",0.30000000000000004,"[1,""x""]"\r\n\'=1+1,-5,true\r\n,1e+21,"two\nlines"\r\n',
    );
    assert.equal(csvOf(columnsOf([])), "");
  });
  it("are rows as well", () => {
    assert.equal(rowsOf(columns).length, 2);
    assert.equal(rowsOf(columns)[1]!.other, true);
    assert.deepEqual(rowsOf(columnsOf([])), []);
  });
  it("are summed up for each combination of values, in their order", () => {
    const sweep = columnsOf(
      [4, 1, 3, 2, 10].map((stf, at) => execution({ interval: at < 4 ? 1 : 2, other: "x" }, { stf })),
    );
    assert.deepEqual(rowsOf(statisticsOf(sweep, { of: "count_stf", by: ["interval", "other"] })), [
      { interval: 1, other: "x", n: 4, mean: 2.5, standard_deviation: Math.sqrt(5 / 3), min: 1, median: 2.5, max: 4 },
      { interval: 2, other: "x", n: 1, mean: 10, standard_deviation: null, min: 10, median: 10, max: 10 },
    ]);
    assert.deepEqual(statisticsOf(sweep, { of: "count_stf" }).mean, [4]);
    assert.deepEqual(statisticsOf(sweep, { of: "other" }).n, [0], "what is no number is not counted");
    const ofServers = columnsOf([1, 2].map((n) => execution({ n }, { stf: n })));
    const { n, parameter_n } = statisticsOf(ofServers, { of: "count_stf", by: ["n"] });
    assert.deepEqual(
      { n, parameter_n },
      { n: [1, 1], parameter_n: [1, 2] },
      "a parameter that is called like a figure",
    );
    assert.throws(() => statisticsOf(sweep, { of: "count_stf", by: ["intervall"] }), /"intervall".*interval/);
    assert.throws(() => statisticsOf(columnsOf([]), { of: "count_stf" }), /table is empty/);
  });
  it("draw a heat map of columns that exist, and name them otherwise", () => {
    assert.equal(
      (heatMapSpec(columns, { x: "interval", y: "other", colour: "count_stf" }).layer as unknown[]).length,
      3,
    );
    assert.throws(() => heatMapSpec(columns, { x: "intervall", y: "other", colour: "seed" }), /"intervall".*interval/);
  });
});
