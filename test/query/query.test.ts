import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import type { ParameterValue, WorkflowExecution } from "../../kernel/model/index.ts";
import { completeQuery, explainQueryProblem, parseQuery, queryPredicate, querySql } from "../../kernel/query/index.ts";
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
  ] as const) {
    it(`${text || "nothing"} finds ${ids || "nothing"}`, () =>
      assert.deepEqual(found(text, executions).join(" "), ids));
  }

  it("says what is wrong and where, and goes on reading", () => {
    const { problems } = parseQuery('status:fialed since:soon stf_interval>lots workflow>3 user: :x events:many "open');
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
        ["unclosed-quote", 75, 80],
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
        querySql(query, now);
        completeQuery(text, Math.floor(text.length / 2));
      }),
    );
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
    assert.deepEqual(completeQuery("x status:fa y", 11)[0], {
      insert: "failed",
      span: { start: 9, end: 11 },
      detail: "queued, running, completed, failed, cancelled",
    });
  });

  it("means the same as SQL and as a function", () => {
    using database = new DatabaseSync(":memory:");
    database.exec(`CREATE TABLE workflow_execution (sequence INTEGER PRIMARY KEY, execution_id TEXT, workflow_name TEXT,
      executed_by TEXT, number INTEGER, workflow_version TEXT, status TEXT, end_reason TEXT, parameter_values TEXT,
      run_options TEXT, start_time TEXT, simulated_end_time REAL, performance_metrics TEXT, execution_environment TEXT,
      error_message TEXT, started_from TEXT) STRICT`);
    fc.assert(
      fc.property(
        fc.array(execution(), { minLength: 1, maxLength: 8 }),
        fc.array(term(), { maxLength: 4 }),
        (given, terms) => {
          const all = given.map((each, i) => ({ ...each, executionId: `${each.executionId}-${String(i)}` }));
          const { query, problems } = parseQuery(terms.join(" "));
          fc.pre(problems.length === 0);
          database.exec("DELETE FROM workflow_execution");
          for (const [i, each] of all.entries()) insert(database, i, each);
          const { where, params } = querySql(query, now);
          const rows = database
            .prepare(`SELECT execution_id FROM workflow_execution WHERE ${where} ORDER BY sequence`)
            .all(...params);
          const expected = all.filter(queryPredicate(query, now)).map(({ executionId }) => executionId);
          assert.deepEqual(
            rows.map((row) => row.execution_id),
            expected,
            terms.join(" "),
          );
        },
      ),
      { numRuns: 400 },
    );
  });
});

function insert(database: DatabaseSync, sequence: number, e: WorkflowExecution): void {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  database
    .prepare(`INSERT INTO workflow_execution VALUES (${Array.from({ length: 16 }, () => "?").join(", ")})`)
    .run(
      sequence,
      e.executionId,
      e.workflowName,
      e.executedBy,
      e.number,
      e.workflowVersion,
      e.status,
      e.endReason,
      json(e.parameterValues),
      json(e.runOptions),
      e.startTime,
      e.simulatedEndTime,
      json(e.performanceMetrics),
      json(e.executionEnvironment),
      e.errorMessage,
      json(e.startedFrom),
    );
}

const word = fc.constantFrom("stf", "Stf_Fast", "é", "ß", "a%b", "a_b", "a\\b", "x'y", "😀", "1.5", "true", "a b", "-");

function execution(): fc.Arbitrary<WorkflowExecution> {
  const value: fc.Arbitrary<ParameterValue> = fc.oneof(
    fc.constantFrom(0, 1, 1.5, 2, -3, 1e21),
    fc.boolean(),
    word,
    fc.constantFrom([1, 2], []),
  );
  return fc
    .record({
      executionId: word,
      workflowName: word,
      executedBy: word,
      status: fc.constantFrom("running", "completed", "failed"),
      endReason: fc.constantFrom(null, "until", "failed"),
      errorMessage: fc.option(word),
      simulatedEndTime: fc.constantFrom(null, 0, 2, 7200.5),
      startTime: fc.constantFrom("2026-11-03T14:59:59.000Z", "2026-10-27T15:00:00.000Z", "2026-01-01T00:00:00.000Z"),
      parameterValues: fc.dictionary(fc.constantFrom("p", "q r", 'x"y', "deep"), value),
      performanceMetrics: fc.constantFrom(null, sampleExecution().performanceMetrics),
      startedFrom: fc.constantFrom(null, {}, { notebook: "a b.wfnb" }),
    })
    .map((changes) => sampleExecution(changes as Partial<WorkflowExecution>));
}

function term(): fc.Arbitrary<string> {
  const quotedWord = fc
    .tuple(word, fc.constantFrom("", "*", "?"), fc.boolean())
    .map(([text, glob, before]) => `"${(before ? glob + text : text + glob).replace(/["\\]/g, "\\$&")}"`);
  const text = fc.constantFrom("id", "workflow", "user", "status", "reason", "error", "notebook", "commit", "version");
  const number = fc.constantFrom(
    "simulated",
    "events",
    "seed",
    "number",
    "p",
    "deep",
    "count.stf",
    "parameter.p",
    "count.none",
  );
  const comparison = fc.constantFrom(":", "=", "!=", "<", "<=", ">", ">=");
  const bare = fc.oneof(
    quotedWord,
    fc.tuple(text, fc.constantFrom(":", "=", "!="), quotedWord, quotedWord).map(([f, c, a, b]) => `${f}${c}${a},${b}`),
    fc
      .tuple(number, comparison, fc.constantFrom("0", "1", "1.5", "2", "258", "1e21", "-3"))
      .map((parts) => parts.join("")),
    fc.tuple(fc.constantFrom("p", "deep"), fc.constantFrom(":", "!="), quotedWord).map((parts) => parts.join("")),
    fc.constantFrom(
      "since:7d",
      "before:7d",
      "since:today",
      "since:2026-10-27T15:00:00Z",
      "status:failed,running",
      "simulated>2h",
    ),
  );
  return fc.tuple(fc.constantFrom("", "-"), bare).map((parts) => parts.join(""));
}
