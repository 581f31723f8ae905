import assert from "node:assert/strict";
import { columnsOf, rowsOf } from "../../kernel/display/columns.ts";
import { heatMapSpec } from "../../kernel/display/heatMapSpec.ts";
import type { WorkflowExecution } from "../../kernel/model/index.ts";

const execution = (parameterValues: object, counts: object): WorkflowExecution =>
  ({
    executionId: "a-b-0001",
    parameterValues,
    runOptions: { seed: 1 },
    performanceMetrics: { counts, timeInState: { "run/physics": 180 } },
  }) as unknown as WorkflowExecution;

describe("executions as columns", () => {
  const columns = columnsOf([execution({ interval: 1 }, { stf: 3 }), { record: execution({ other: true }, {}) }]);

  it("have parameters under their own names, null where an execution has none", () => {
    assert.deepEqual(columns.interval, [1, null]);
    assert.deepEqual(columns.other, [null, true]);
  });
  it("have counts and times in names that charts can read", () => {
    assert.deepEqual(columns.count_stf, [3, null]);
    assert.deepEqual(columns.time_run_physics, [180, 180]);
  });
  it("are rows as well", () => {
    assert.equal(rowsOf(columns).length, 2);
    assert.equal(rowsOf(columns)[1]!.other, true);
    assert.deepEqual(rowsOf(columnsOf([])), []);
  });
  it("draw a heat map of columns that exist, and name them otherwise", () => {
    assert.equal(
      (heatMapSpec(columns, { x: "interval", y: "other", colour: "count_stf" }).layer as unknown[]).length,
      3,
    );
    assert.throws(() => heatMapSpec(columns, { x: "intervall", y: "other", colour: "seed" }), /"intervall".*interval/);
  });
});
