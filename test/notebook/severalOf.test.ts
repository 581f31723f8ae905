import assert from "node:assert/strict";
import fc from "fast-check";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import { severalOf } from "../../kernel/notebook/severalOf.ts";
import { severalLine, severalText } from "../../kernel/notebook/severalOutput.ts";
import { summaryRows } from "../../kernel/notebook/summaryRows.ts";

interface Given {
  readonly workflowName?: string;
  readonly until?: number;
  readonly status?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly gauges?: Readonly<Record<string, number>>;
}

let number = 0;
function execution(parameterValues: object, given: Given = {}): WorkflowExecution {
  const { workflowName = "stf", until, status = "completed", counts = {}, gauges } = given;
  const metrics = { simulatedEndTime: 10, counts, timeInState: {}, gaugeMeans: gauges };
  number += 1;
  return {
    executionId: `stf-ada-${number}`,
    workflowName,
    workflowVersion: "1.0",
    parameterValues,
    status,
    runOptions: { seed: number, ...(until === undefined ? {} : { until }) },
    performanceMetrics: status === "completed" ? metrics : null,
  } as unknown as WorkflowExecution;
}

describe("stored executions, summed up", () => {
  it("are told apart by the parameters that are not the same in all, in the order of their values", () => {
    const given = [10, 2, 1].map((interval) => execution({ mode: "fast", interval }));
    const { points, planned, replications } = severalOf(given);
    assert.deepEqual(
      points.map(({ swept }) => swept),
      [{ interval: 1 }, { interval: 2 }, { interval: 10 }],
    );
    assert.equal(planned[0]!.execution, given[2]);
    assert.equal(replications, 1);
  });

  it("are repetitions of each other where nothing but the seed differs", () => {
    const given = [3, 5].map((stf) => execution({ interval: 1 }, { counts: { stf } }));
    assert.equal(severalLine(severalOf(given)), "2 of 2 replications completed");
    assert.match(severalText(severalOf(given)), /^stf +4 +1\.41421 +3 +5$/m);
  });

  it("differ also by workflow, and by how long they ran", () => {
    const given = [
      execution({}, { until: 60 }),
      execution({}, { until: 120 }),
      execution({}, { workflowName: "other" }),
    ];
    assert.deepEqual(
      severalOf(given).points.map(({ swept }) => swept),
      [{ workflow: "other" }, { workflow: "stf", until: 60 }, { workflow: "stf", until: 120 }],
    );
  });

  it("have means and standard deviations in full precision, null where there are none", () => {
    const rows = summaryRows([
      execution({ interval: 1 }, { counts: { stf: 1 }, gauges: { load: 0.25 } }),
      execution({ interval: 1 }, { counts: { stf: 2 }, gauges: { load: 0.5 } }),
      execution({ interval: 2 }, { counts: {} }),
      execution({ interval: 3 }, { status: "failed" }),
    ]);
    assert.deepEqual(
      rows.map(({ interval, executions, completed, stf }) => [interval, executions, completed, stf]),
      [
        [1, 2, 2, 1.5],
        [2, 1, 1, 0],
        [3, 1, 0, null],
      ],
    );
    assert.deepEqual(
      rows.map((row) => [row["mean load"], row["mean load standard deviation"]]),
      [
        [0.375, Math.SQRT2 / 8],
        // A gauge that was never set has no mean; a single value has no deviation.
        [null, null],
        [null, null],
      ],
    );
  });

  it("have no count and no state of another workflow, which is not zero", () => {
    const rows = summaryRows([
      execution({ load: 1 }, { counts: { stf: 3 } }),
      execution({ load: 2 }, { counts: {} }),
      execution({ load: 1 }, { workflowName: "other", counts: { customer: 5 } }),
    ]);
    assert.deepEqual(
      rows.map(({ workflow, load, stf, customer }) => [workflow, load, stf, customer]),
      [
        ["other", 1, null, 5],
        ["stf", 1, 3, null],
        ["stf", 2, 0, null],
      ],
    );
  });

  it("keep a count apart from the mean of a gauge, whatever it is called", () => {
    const rows = summaryRows([
      execution({ load: 1 }, { counts: { "mean load": 7 }, gauges: { load: 0.5 } }),
      execution({ load: 2 }, { counts: { "mean time": 1 } }),
    ]);
    assert.deepEqual(
      rows.map((row) => [row["mean load"], row["mean load (count)"], row["mean time"]]),
      [
        [0.5, 7, 0],
        [null, 0, 1],
      ],
    );
  });

  it("tell how many of each combination have completed, where they are not equally many", () => {
    const text = severalText(
      severalOf([execution({ a: 1 }), execution({ a: 1 }, { status: "cancelled" }), execution({ a: 2 })]),
    );
    assert.match(text, /^2 of 3 executions completed, 2 combinations, 1 cancelled$/m);
    assert.match(text, /^1 +1 of 2, stf-ada-\d+ cancelled$/m);
    assert.match(text, /^2 +1 of 1$/m);
  });

  it("have what tells them apart before what came of it, also what the first ones have not", () => {
    const text = severalText(
      severalOf([execution({ a: 1 }), execution({ a: 2 }, { workflowName: "other" }), execution({ a: 2, b: 1 })]),
    );
    assert.match(text, /^workflow +a +b +execution$/m);
  });

  it("are none where none were found", () => {
    assert.equal(severalText(severalOf([])), "No executions were found");
  });

  it("keep a parameter and a result of one name apart", () => {
    const [first] = summaryRows([1, 2].map((stf) => execution({ stf, completed: stf }, { counts: { stf: 10 * stf } })));
    assert.deepEqual(
      [first!.stf, first!["stf (result)"], first!.completed, first!["completed (result)"]],
      [1, 10, 1, 1],
    );
  });

  it("are the same whatever the order in which they are given", () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom("a", "b"), fc.boolean());
    const parameters = fc.record({ x: value, y: value }, { requiredKeys: ["x"] });
    fc.assert(
      fc.property(fc.array(parameters, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), (all, random) => {
        const given = all.map((each) => execution(each, { counts: { stf: 2 } }));
        const shuffled = given.map((each) => [random.next().value, each] as const).sort(([a], [b]) => a - b);
        const rows = summaryRows(given);
        assert.deepEqual(summaryRows(shuffled.map(([, each]) => each)), rows);
        assert.equal(
          rows.reduce((sum, { executions }) => sum + Number(executions), 0),
          given.length,
        );
      }),
    );
  });
});
