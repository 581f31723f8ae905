import assert from "node:assert/strict";
import fc from "fast-check";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import {
  completeQuery,
  explainQueryProblem,
  parseQuery,
  queryPredicate,
  unknownNameIn,
} from "../../kernel/query/index.ts";
import { sampleExecution } from "../views/sampleExecution.ts";

const now = new Date("2026-11-03T15:00:00Z");

function found(text: string, executions: readonly WorkflowExecution[]): string[] {
  const { query, problems } = parseQuery(text);
  assert.deepEqual(problems, [], text);
  return executions.filter(queryPredicate(query, now)).map(({ executionId }) => executionId);
}

describe("Query language", () => {
  const executions = [
    sampleExecution({ executionId: "a-1", workflowName: "stf_processing", parameterValues: { stf_interval: 1.5 } }),
    sampleExecution({
      executionId: "b-2",
      workflowName: "stf_fast",
      status: "failed",
      errorMessage: "no standby_duration",
      parameterValues: { stf_interval: 2, mode: "quick look", deep: true },
      startTime: "2026-10-01T10:00:00.000Z",
      labels: { pinned: true, protected: false, note: "that of last Tuesday", tags: ["good", "oddity"] },
    }),
    sampleExecution({
      executionId: "c-3",
      workflowName: "prompt",
      executedBy: "bob",
      parameterValues: {},
      performanceMetrics: null,
    }),
  ];

  for (const [text, ids] of [
    ["", "a-1 b-2 c-3"],
    ["status:failed", "b-2"],
    ["status:failed,completed", "a-1 b-2 c-3"],
    ["-status:failed", "a-1 c-3"],
    ["workflow:stf*", "a-1 b-2"],
    ["workflow:STF_?ast", "b-2"],
    ["stf_interval>1.5", "b-2"],
    ["stf_interval>=1.5 user:ada", "a-1 b-2"],
    ["stf_interval=1.50", "a-1"],
    ["stf_interval!=2", "a-1"],
    ["-stf_interval:2", "a-1 c-3"],
    ['mode:"quick look"', "b-2"],
    ["mode:quick*", "b-2"],
    ["deep:true", "b-2"],
    ["parameter.stf_interval<2", "a-1"],
    ["count.stf>200", "a-1 b-2"],
    ["simulated>10min", "a-1 b-2 c-3"],
    ["took<1s", "a-1 b-2"],
    ["since:7d", "a-1 c-3"],
    ["before:2026-10-15", "b-2"],
    ["error:standby", "b-2"],
    ["standby", "b-2"],
    ["status:failed workflow:stf* stf_interval>1.5 -since:7d standby", "b-2"],
    ['"a-1"', "a-1"],
    ["seed:42 -c-3", "a-1 b-2"],
    ["constructor:x", ""],
    ['"stf_interval">1.5', "b-2"],
    ['"stf_interval"', ""],
    ["is:pinned", "b-2"],
    ["-is:protected", "a-1 b-2 c-3"],
    ["tag:bad,odd*", "b-2"],
    ["tag!=good", ""],
    ["note:Tuesday", "b-2"],
    ["tuesday", "b-2"],
    ["odd", "b-2"],
  ] as const) {
    it(`${text || "nothing"} finds ${ids || "nothing"}`, () =>
      assert.deepEqual(found(text, executions).join(" "), ids));
  }

  it("says what is wrong and where, and goes on reading", () => {
    const { problems } = parseQuery(
      'status:fialed since:soon stf_interval>lots workflow>3 user: :x events:many is:small "open',
    );
    assert.deepEqual(
      problems.map(({ code, span }) => [code, span.start, span.end]),
      [
        ["not-a-status", 7, 13],
        ["not-a-time", 20, 24],
        ["not-a-number", 38, 42],
        ["no-order", 43, 51],
        ["missing-value", 59, 59],
        ["missing-field", 60, 62],
        ["not-a-number", 70, 74],
        ["not-a-flag", 78, 83],
        ["unclosed-quote", 84, 89],
      ],
    );
    for (const problem of problems) assert.match(explainQueryProblem(problem), /^\S.*\.$/);
    assert.equal(parseQuery("x".repeat(1001)).problems[0]!.code, "too-long");
  });

  it("reads any text without failing, and every place lies in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { query, problems } = parseQuery(text);
        for (const { span } of [...query.terms, ...problems])
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        queryPredicate(query, now);
        completeQuery(text, Math.floor(text.length / 2));
      }),
    );
  });

  it("knows a name that no execution has", () => {
    const known = { parameters: ["stf_interval", "seed"], counts: ["stf"], gauges: [] };
    const unknown = (text: string) => unknownNameIn(parseQuery(text).query, known);
    assert.equal(unknown("statsu:failed"), "statsu");
    assert.equal(unknown("status:failed stf_interval>1 count.stf>3 parameter.seed=1 seed:1 text"), undefined);
    assert.equal(unknown("status:failed -count.sft>3"), "count.sft");
    assert.equal(unknown("mean.load>0.8"), "mean.load");
    assert.equal(unknownNameIn(parseQuery("statsu:failed").query, {}), undefined);
  });

  it("completes fields, values and parameters where the cursor is", () => {
    const known = {
      workflows: ["stf_processing", "with space"],
      parameters: ["stf_interval", "status"],
      counts: ["stf"],
    };
    const labels = (text: string, at = text.length) => completeQuery(text, at, known).map(({ insert }) => insert);
    assert.deepEqual(labels("st"), ["status:", "stf_interval="]);
    assert.deepEqual(labels("status:f"), ["failed"]);
    assert.deepEqual(labels("status:failed,r"), ["running"]);
    assert.deepEqual(labels("-workflow:"), ["stf_processing", '"with space"']);
    assert.deepEqual(labels("parameter"), ["parameter.status="]);
    assert.deepEqual(labels("co"), ["commit:", "count.stf>"]);
    const spaced = completeQuery("beam", 4, { parameters: ["beam line"] })[0]!.insert;
    assert.equal(spaced, '"beam line"=');
    assert.deepEqual(parseQuery(`${spaced}3`).query.terms[0]!.kind, "field");
    assert.deepEqual(completeQuery("x status:fa y", 11)[0], {
      insert: "failed",
      span: { start: 9, end: 11 },
      detail: "queued, running, completed, failed, cancelled",
    });
  });
});
