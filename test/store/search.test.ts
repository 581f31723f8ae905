import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import type { ParameterValue, WorkflowExecution } from "../../kernel/model/index.ts";
import { parseQuery, queryPredicate } from "../../kernel/query/index.ts";
import {
  type ExecutionQuery,
  type ExecutionStore,
  type GroupedBy,
  MemoryStore,
  SqliteStore,
} from "../../kernel/store/index.ts";
import { completed, newDefinition, newExecution } from "../contract/executionStore.ts";
import { sampleExecution } from "../views/sampleExecution.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const now = "2026-11-03T15:00:00.000Z";
const orders = ["start", "simulated", "took", "events", "workflow", "user", "status", "parameter.p", "count.stf"];
const groupings: GroupedBy[] = ["workflow", "user", "status", "day", "notebook", "parameter.p", "parameter.deep"];

describe("Searching a file of executions", () => {
  it("finds, orders, pages and groups what a plain function over the records does", () => {
    const sqlite = new SqliteStore(join(temporaryFolder(), "executions.db"), { now: () => now });
    fc.assert(
      fc.property(
        fc.array(stored(), { minLength: 1, maxLength: 10 }),
        fc.array(term(), { maxLength: 4 }),
        fc.record({ by: fc.constantFrom(...orders), descending: fc.boolean() }),
        fc.integer({ min: 1, max: 4 }),
        (given, terms, order, limit) => {
          const matching = terms.join(" ");
          fc.pre(parseQuery(matching).problems.length === 0);
          empty(sqlite);
          const memory = new MemoryStore({ now: () => now });
          for (const store of [sqlite, memory]) fill(store, given);
          const plain = anonymous(memory.executions({ matching, limit: 100 }));

          const { query } = parseQuery(matching);
          const all = memory.executions({ limit: 100 });
          assert.deepEqual(plain, anonymous(all.filter(queryPredicate(query, new Date(now)))));
          assert.deepEqual(anonymous(sqlite.executions({ matching, limit: 100 })), plain, matching);
          assert.equal(sqlite.count({ matching }), plain.length);
          const pages = inPages(sqlite, { matching, order, limit });
          assert.deepEqual(pages, anonymous(memory.executions({ matching, order, limit: 100 })), JSON.stringify(order));
          for (const by of groupings) {
            const groups = sqlite.groups(by, { matching });
            assert.deepEqual(groups, memory.groups(by, { matching }), by);
            assert.equal(
              groups.groups.reduce((sum, { count }) => sum + count, 0),
              plain.length,
            );
            for (const group of groups.groups) {
              if (group.query !== undefined)
                assert.equal(sqlite.count({ matching, ...group.query }), group.count, `${by} ${JSON.stringify(group)}`);
            }
          }
          assert.deepEqual(sqlite.knownValues(), memory.knownValues());
        },
      ),
      { numRuns: 40 },
    );
    sqlite.close();
  });

  it("finds and orders by id and number", () => {
    const store = new SqliteStore(join(temporaryFolder(), "executions.db"));
    fill(
      store,
      ["b", "a", "b"].map((workflowName) => sampleExecution({ workflowName })),
    );
    const ids = (query: ExecutionQuery) => store.executions(query).map(({ executionId }) => executionId);
    assert.deepEqual(ids({ matching: "number:2" }), ["b-ada-0002"]);
    assert.deepEqual(ids({ matching: "id:B-*" }), ["b-ada-0002", "b-ada-0001"]);
    assert.deepEqual(ids({ matching: "-id:b-*" }), ["a-ada-0001"]);
    assert.deepEqual(ids({ order: { by: "id" } }), ["a-ada-0001", "b-ada-0001", "b-ada-0002"]);
    assert.deepEqual(ids({ order: { by: "id" }, after: "a-ada-0001", limit: 1 }), ["b-ada-0001"]);
    store.close();
  });

  it("lets one execution that counts very many things be searched for the first thousand", () => {
    const store = new SqliteStore(join(temporaryFolder(), "executions.db"));
    const counts = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`thing ${i}`, i]));
    const performanceMetrics = { ...sampleExecution().performanceMetrics!, counts };
    fill(store, [sampleExecution({ performanceMetrics })]);
    assert.equal(store.count({ matching: '"count.thing 999":999' }), 1);
    assert.equal(store.count({ matching: '"count.thing 1000":1000' }), 0);
    assert.equal(store.knownValues().counts.length, 1000);
    assert.deepEqual(store.executions()[0]!.performanceMetrics!.counts, counts);
    store.close();
  });

  it("takes no name or value of users for SQL", () => {
    const store = new SqliteStore(join(temporaryFolder(), "executions.db"));
    fill(store, [sampleExecution({ parameterValues: { "x') OR 1 --": 1 } })]);
    for (const text of ["'", '"', "') OR 1=1 --", "%", "_", "\\", "x') OR 1 --"]) {
      const quoted = `"${text.replace(/["\\]/g, "\\$&")}"`;
      assert.equal(store.count({ matching: `${quoted} -stf` }), 0, text);
      assert.equal(store.count({ matching: `workflow:${quoted}` }), 0, text);
    }
    assert.equal(store.count({ parameters: { "x') OR 1 --": 1 } }), 1);
    assert.deepEqual(
      store.groups("parameter.x') OR 1 --").groups.map(({ value }) => value),
      [1],
    );
    store.close();
  });
});

/** Numbers within ids go on from fill to fill. */
function anonymous(executions: readonly WorkflowExecution[]): unknown[] {
  return executions.map(({ executionId: _, number: __, definitionId: ___, ...rest }) => rest);
}

function inPages(store: ExecutionStore, query: ExecutionQuery): unknown[] {
  const found: WorkflowExecution[] = [];
  for (;;) {
    const after = found.at(-1)?.executionId;
    const page = store.executions({ ...query, ...(after === undefined ? {} : { after }) });
    if (page.length === 0) return anonymous(found);
    found.push(...page);
  }
}

function empty(store: ExecutionStore): void {
  const all = store.executions({ limit: 1000 }).map(({ executionId }) => executionId);
  for (const id of all) store.finish(id, completed);
  store.label(all, { protected: false });
  store.delete(all);
}

function fill(store: ExecutionStore, executions: readonly WorkflowExecution[]): void {
  const { definitionId } = store.saveDefinition(newDefinition());
  for (const e of executions) {
    const { executionId } = store.begin(
      newExecution(definitionId, {
        workflowName: e.workflowName,
        executedBy: e.executedBy,
        parameterValues: e.parameterValues,
        startTime: e.startTime,
        startedFrom: e.startedFrom,
      }),
    );
    if (e.status !== "running") {
      const { status, endReason, errorMessage, simulatedEndTime, performanceMetrics } = e;
      store.finish(executionId, {
        ...completed,
        ...{
          status: status as "completed",
          endReason: endReason ?? "finished",
          errorMessage,
          simulatedEndTime,
          performanceMetrics,
        },
      });
    }
    if (e.labels !== undefined) {
      const { tags, ...labels } = e.labels;
      store.label([executionId], { ...labels, addTags: tags });
    }
  }
}

const word = fc.constantFrom("stf", "Stf_Fast", "é", "ß", "a%b", "a_b", "a\\b", "x'y", "😀", "1.5", "true", "a b", "-");

function stored(): fc.Arbitrary<WorkflowExecution> {
  const value: fc.Arbitrary<ParameterValue> = fc.oneof(
    fc.constantFrom(0, 1, 1.5, 2, -3, 1e21),
    fc.boolean(),
    word,
    fc.constantFrom([1, 2], []),
  );
  return fc
    .record({
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
      labels: fc.constantFrom(
        undefined,
        { pinned: true, protected: false, note: "a b", tags: [] },
        { pinned: false, protected: true, note: null, tags: ["stf", "a%b"] },
      ),
    })
    .map((changes) => sampleExecution(changes as Partial<WorkflowExecution>));
}

function term(): fc.Arbitrary<string> {
  const quotedWord = fc
    .tuple(word, fc.constantFrom("", "*", "?"), fc.boolean())
    .map(([text, glob, before]) => `"${(before ? glob + text : text + glob).replace(/["\\]/g, "\\$&")}"`);
  const text = fc.constantFrom(
    "id",
    "workflow",
    "user",
    "status",
    "reason",
    "error",
    "note",
    "tag",
    "notebook",
    "commit",
    "version",
  );
  const number = fc.constantFrom("simulated", "events", "seed", "p", "deep", "count.stf", "parameter.p", "count.none");
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
      "is:pinned",
      "is:protected,pinned",
    ),
  );
  return fc.tuple(fc.constantFrom("", "-"), bare).map((parts) => parts.join(""));
}
