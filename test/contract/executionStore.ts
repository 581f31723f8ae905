import assert from "node:assert/strict";
import fc from "fast-check";
import { TraceBatchReader, TraceBatchWriter, type TraceRecord } from "../../kernel/model/index.ts";
import type {
  ExecutionEnd,
  ExecutionQuery,
  ExecutionStore,
  NewDefinition,
  NewExecution,
} from "../../kernel/store/index.ts";
import { TimelineAccumulator, timelineOf } from "../../kernel/summary/index.ts";
import { figuresOf } from "../summary/figuresOf.ts";
import { randomTrace } from "../summary/randomTrace.ts";

export const newDefinition = (changes: Partial<NewDefinition> = {}): NewDefinition => ({
  name: "blink",
  version: "1.0",
  workflowType: "blink",
  description: "A lamp",
  file: "workflows/blink.ts",
  parameterSchema: { type: "object" },
  defaults: { period: 2 },
  source: "export default 1",
  sourceHash: "s1",
  bundle: { code: "code", map: "{}" },
  bundleHash: "b1",
  createdBy: "ada",
  ...changes,
});

export const newExecution = (definitionId: number, changes: Partial<NewExecution> = {}): NewExecution => ({
  workflowName: "blink",
  executedBy: "ada",
  workflowVersion: "1.0",
  definitionId,
  parameterValues: { period: 2 },
  parameterOrigins: { period: { from: "default" } },
  runOptions: { seed: 7 },
  startTime: "2026-01-01T00:00:00.000Z",
  executionEnvironment: {
    host: "here",
    user: "ada",
    pid: 1,
    processStart: null,
    node: "24",
    engine: "wfnb",
    platform: "linux",
    workspace: "/ws",
    gitCommit: null,
    gitDirty: null,
  },
  startedFrom: null,
  ...changes,
});

export const completed: ExecutionEnd = {
  status: "completed",
  endReason: "finished",
  endTime: "2026-01-01T00:00:01.000Z",
  simulatedEndTime: 10,
  performanceMetrics: null,
  errorMessage: null,
  stackTrace: null,
  traceHash: "h",
};

export function recordsOf(
  store: ExecutionStore,
  executionId: string,
  window?: { from: number; to: number },
): TraceRecord[] {
  const reader = new TraceBatchReader();
  return [...store.trace(executionId, window)].flatMap((batch) => [...reader.records(batch)]);
}

/** What every adapter of the store port does. `open` gives an empty store. */
export function storeContract(name: string, open: () => ExecutionStore): void {
  describe(`${name} keeps executions`, () => {
    let store: ExecutionStore;
    let definitionId: number;

    beforeEach(() => {
      store = open();
      ({ definitionId } = store.saveDefinition(newDefinition()));
    });
    afterEach(() => store.close());

    const begin = (changes: Partial<NewExecution> = {}) => store.begin(newExecution(definitionId, changes)).executionId;

    it("numbers them for each workflow and user, whatever hyphens and letters these hold", () => {
      const ids = [begin(), begin(), begin({ executedBy: "bo-b" }), begin({ executedBy: "Zoë-李" }), begin()];
      assert.deepEqual(ids, [
        "blink-ada-0001",
        "blink-ada-0002",
        "blink-bo-b-0001",
        "blink-Zoë-李-0001",
        "blink-ada-0003",
      ]);
    });

    it("gives each its own id where two names spell the same one", () => {
      const ids = [begin({ workflowName: "a-b", executedBy: "c" }), begin({ workflowName: "a", executedBy: "b-c" })];
      assert.deepEqual(ids, ["a-b-c-0001", "a-b-c-0002"]);
    });

    it("begins one as running, with all that was given", () => {
      const execution = store.begin(newExecution(definitionId, { startedFrom: { notebook: "a.wfnb", cell: "1" } }));
      assert.equal(execution.status, "running");
      assert.deepEqual(store.execution(execution.executionId), execution);
      assert.deepEqual(execution.startedFrom, { notebook: "a.wfnb", cell: "1" });
      assert.deepEqual(execution.parameterValues, { period: 2 });
    });

    it("keeps together what was begun as one batch, named by the first one", () => {
      const alone = begin();
      const first = store.begin(newExecution(definitionId, { startedFrom: { notebook: "a.wfnb" }, beginsBatch: true }));
      const { executionId: batch } = first;
      const second = begin({ startedFrom: { batch } });
      assert.deepEqual(store.execution(batch)!.startedFrom, { notebook: "a.wfnb", batch });
      const idsOf = (query: ExecutionQuery) => store.executions(query).map(({ executionId }) => executionId);
      assert.deepEqual(idsOf({ batch }), [second, batch]);
      assert.deepEqual(idsOf({ matching: `batch:${batch}` }), [second, batch]);
      assert.deepEqual(idsOf({ batch: null }), [alone]);
      const groups = store.groups("batch").groups.map(({ value, count }) => [value, count]);
      assert.deepEqual(groups, [
        [batch, 2],
        [null, 1],
      ]);
      assert.deepEqual(store.groups("batch").groups[0]!.query, { batch });
      assert.deepEqual(store.knownValues().batches, [batch]);
    });

    it("finishes one once", () => {
      const id = begin();
      assert.equal(store.finish(id, { ...completed, notes: ["look"] }), true);
      assert.equal(store.finish(id, { ...completed, status: "failed", endReason: "lost" }), false);
      const ended = store.execution(id)!;
      assert.deepEqual(
        [ended.status, ended.endReason, ended.traceHash, ended.notes],
        ["completed", "finished", "h", ["look"]],
      );
    });

    it("refuses traces and ends of executions that it does not know", () => {
      const writer = new TraceBatchWriter();
      writer.mark(0, "a");
      assert.throws(() => store.appendTrace("none-0001", writer.take()!), { code: "unknown-execution" });
      assert.throws(() => store.finish("none-0001", completed), { code: "unknown-execution" });
      assert.equal(store.execution("none-0001"), undefined);
      assert.deepEqual([...store.trace("none-0001")], []);
    });

    it("gives back every kind of record in order, bit by bit", () => {
      const id = begin();
      const writer = new TraceBatchWriter();
      const drift = 0.1 + 0.2;
      writer.state(0, "beam", "ready");
      writer.message(drift, "run_imminent", "/topic/x", { run_id: 1, text: "ü\u0000😀" });
      writer.count(1, "stf", 2);
      store.appendTrace(id, writer.take()!);
      writer.gauge(2, "load", -0.5);
      writer.log(3, "warning", "careful");
      writer.mark(3, "half time");
      store.finish(id, completed, writer.take());
      assert.deepEqual(recordsOf(store, id), [
        { kind: "state", time: 0, state: "beam", substate: "ready" },
        {
          kind: "message",
          time: drift,
          name: "run_imminent",
          topic: "/topic/x",
          body: { run_id: 1, text: "ü\u0000😀" },
        },
        { kind: "count", time: 1, name: "stf", by: 2 },
        { kind: "gauge", time: 2, name: "load", value: -0.5 },
        { kind: "log", time: 3, level: "warning", text: "careful" },
        { kind: "mark", time: 3, name: "half time" },
      ]);
      assert.equal(store.traceLength(id), 6);
    });

    it("refuses a trace with a gap", () => {
      const id = begin();
      const writer = new TraceBatchWriter();
      writer.mark(0, "a");
      writer.take();
      writer.mark(1, "b");
      assert.throws(() => store.appendTrace(id, writer.take()!), /goes on at record 0, not 1/);
    });

    it("reads a window of a long trace with the names that came before it", () => {
      const id = begin();
      const writer = new TraceBatchWriter(40_000);
      for (let round = 0; round < 4; round += 1) {
        for (let i = 0; i < 40_000; i += 1) writer.count(round * 40_000 + i, `name ${round} ${i % 300}`, 1);
        store.appendTrace(id, writer.take()!);
      }
      const batches = [...store.trace(id, { from: 130_000, to: 130_010 })];
      assert.equal(batches.length, 1);
      const records = recordsOf(store, id, { from: 130_000, to: 130_010 });
      const wanted = records.find(({ time }) => time === 130_005);
      assert.deepEqual(wanted, { kind: "count", time: 130_005, name: "name 3 105", by: 1 });
      assert.equal(recordsOf(store, id).length, 160_000);
      assert.deepEqual([...store.trace(id, { from: 1e9, to: 2e9 })], []);
    });

    it("sums a trace up as its records do, while it grows and when it is long", () => {
      fc.assert(
        fc.property(randomTrace(3000, 900), (batches) => {
          const id = begin();
          const summedUp = new TimelineAccumulator({ states: 1e6, moments: 1e6, points: 1e6 });
          for (const batch of batches) store.appendTrace(id, batch);
          for (const summary of store.traceSummaries(id)) summedUp.addSummary(summary);
          const exact = timelineOf(store.trace(id));
          assert.deepEqual(figuresOf(summedUp.timeline()), figuresOf(exact));
          assert.equal(summedUp.next, store.traceLength(id));
        }),
        { numRuns: 8, seed: 1 },
      );
    });

    it("sums up from the part on that holds a record", () => {
      const id = begin();
      const writer = new TraceBatchWriter(40_000);
      for (let round = 0; round < 3; round += 1) {
        for (let i = 0; i < 40_000; i += 1) writer.count(round * 40_000 + i, `name ${round}`, 1);
        store.appendTrace(id, writer.take()!);
      }
      const firsts = (from?: number) => [...store.traceSummaries(id, from)].map(({ first }) => first);
      assert.deepEqual(firsts(), [0, 40_000, 80_000]);
      assert.deepEqual(firsts(39_999), [0, 40_000, 80_000]);
      assert.deepEqual(firsts(40_000), [40_000, 80_000]);
      assert.deepEqual(firsts(90_000), [80_000]);
      assert.deepEqual(firsts(120_000), []);
      assert.deepEqual([...store.traceSummaries("none")], []);
      const reader = new TraceBatchReader();
      const rest = [...store.traceFrom(id, 90_000)].flatMap((batch) => [...reader.records(batch)]);
      assert.deepEqual(rest[10_000], { kind: "count", time: 90_000, name: "name 2", by: 1 });
      assert.deepEqual([...store.traceFrom(id, 120_000)], []);
      assert.deepEqual([...store.traceFrom("none", 0)], []);
      const [last] = store.traceSummaries(id, 119_999);
      assert.deepEqual(
        [last!.records.count, last!.counts[0]!.name, last!.counts[0]!.total, last!.to],
        [40_000, "name 2", 40_000, 119_999],
      );
    });

    it("keeps a revision for each change of code under the same version", () => {
      const same = store.saveDefinition(newDefinition());
      const changed = store.saveDefinition(
        newDefinition({ source: "2", sourceHash: "s2", bundleHash: "b2", bundle: { code: "2", map: "{}" } }),
      );
      const other = store.saveDefinition(newDefinition({ version: "2.0" }));
      assert.deepEqual([same.definitionId === definitionId, changed.revision, other.revision], [true, 2, 1]);
      assert.deepEqual(
        store.definitions("blink").map(({ version, revision }) => `${version} r${revision}`),
        ["2.0 r1", "1.0 r2", "1.0 r1"],
      );
      assert.equal(store.definition(changed.definitionId)!.source, "2");
      assert.equal(store.bundle(changed.definitionId)!.code, "2");
      assert.equal(store.definition(99), undefined);
    });

    it("lists newest first, in pages, by whatever is asked", () => {
      const ids = [1, 2, 3, 4, 5].map((period) =>
        begin({
          parameterValues: { period, name: period > 2 ? "x" : "y" },
          startTime: `2026-01-0${period}T00:00:00.000Z`,
        }),
      );
      store.finish(ids[1]!, completed);
      const listed = (query: Parameters<ExecutionStore["executions"]>[0]) =>
        store.executions(query).map(({ executionId }) => ids.indexOf(executionId) + 1);
      assert.deepEqual(listed({ limit: 2 }), [5, 4]);
      assert.deepEqual(listed({ limit: 2, after: ids[3]! }), [3, 2]);
      assert.deepEqual(listed({ status: ["completed"] }), [2]);
      assert.deepEqual(listed({ parameters: { period: 4 } }), [4]);
      assert.deepEqual(listed({ parameters: { name: "x" } }), [5, 4, 3]);
      assert.deepEqual(listed({ parameters: { period: "4" } }), []);
      assert.deepEqual(listed({ parameters: { none: 4 } }), []);
      assert.deepEqual(listed({ startedFrom: "2026-01-02", startedBefore: "2026-01-04" }), [3, 2]);
      assert.deepEqual(listed({ workflowName: "other" }), []);
      assert.deepEqual(listed({ executedBy: "ada", limit: 1 }), [5]);
      assert.deepEqual(listed({ after: "unknown" }), []);
    });

    it("keeps the order of starts when the clock goes backwards", () => {
      const first = begin({ startTime: "2026-05-05T00:00:00.000Z" });
      const second = begin({ startTime: "2026-04-04T00:00:00.000Z" });
      assert.deepEqual(
        store.executions().map(({ executionId }) => executionId),
        [second, first],
      );
    });

    it("deletes what has ended, trace and all, and never gives its id again", () => {
      const [ended, running] = [begin(), begin()];
      store.finish(ended, completed);
      assert.deepEqual(store.delete([ended, running, "none"]), [ended]);
      assert.equal(store.execution(ended), undefined);
      assert.equal(store.traceLength(ended), 0);
      assert.equal(begin(), "blink-ada-0003");
    });

    it("keeps what people say of an execution, each part by itself", () => {
      const [id, other] = [begin(), begin()];
      store.label([id], { pinned: true, addTags: ["good", "to  show"] });
      const [labelled] = store.label([id, "none"], {
        note: "that of Tuesday",
        addTags: ["good"],
        removeTags: ["to show"],
      });
      const labels = { pinned: true, protected: false, note: "that of Tuesday", tags: ["good"] };
      assert.deepEqual(labelled?.labels, labels);
      assert.deepEqual(store.execution(id)!.labels, labels);
      store.label([id], { pinned: false, note: " ", removeTags: ["good"] });
      assert.deepEqual([store.execution(id)!.labels, store.execution(other)!.labels], [undefined, undefined]);
    });

    it("refuses tags and notes that nobody could read", () => {
      const id = begin();
      assert.throws(() => store.label([id], { pinned: true, addTags: [" "] }), RangeError);
      assert.throws(
        () => store.label([id], { addTags: ["x".repeat(101)] }),
        /at most 100 characters; this one has 101/,
      );
      assert.throws(() => store.label([id], { note: "x".repeat(10_001) }), RangeError);
      assert.equal(store.execution(id)!.labels, undefined);
    });

    it("keeps what is protected, until that is taken back", () => {
      const id = begin();
      store.finish(id, completed);
      store.label([id], { protected: true });
      assert.deepEqual([store.delete([id]), store.trash([id])], [[], []]);
      store.label([id], { protected: false });
      assert.deepEqual(store.delete([id]), [id]);
    });

    it("hides what is in the trash from everything, and gives it back as it was", () => {
      const [ended, running] = [begin(), begin()];
      store.finish(ended, completed);
      const before = store.execution(ended);
      const { cursor } = store.changes();
      assert.deepEqual(store.trash([ended, running, "none"]), [ended]);
      assert.deepEqual(store.trash([ended]), []);
      assert.equal(store.execution(ended), undefined);
      assert.deepEqual(
        store.executions().map(({ executionId }) => executionId),
        [running],
      );
      assert.deepEqual([store.count(), store.groups("workflow").groups[0]!.count], [1, 1]);
      const trashed = store.changes(cursor);
      assert.deepEqual([trashed.deleted, trashed.executions], [[ended], []]);
      assert.deepEqual(store.restore([ended, running]), [before]);
      const restored = store.changes(trashed.cursor);
      assert.deepEqual([restored.deleted, restored.executions], [[], [before]]);
      assert.equal(store.count(), 2);
    });

    it("empties the trash of what was hidden before a moment", () => {
      const id = begin();
      store.finish(id, completed);
      store.trash([id]);
      assert.deepEqual(store.emptyTrash("2000-01-01T00:00:00.000Z"), []);
      assert.deepEqual(store.emptyTrash("9999"), [id]);
      assert.deepEqual(store.restore([id]), []);
    });

    it("refuses a filter that it cannot read, and an order that there is not", () => {
      assert.throws(() => store.executions({ matching: "status:fialed" }), { name: "QueryError", message: /fialed/ });
      assert.throws(() => store.groups("day", { matching: "since:soon" }), { name: "QueryError" });
      assert.throws(() => store.executions({ order: { by: "colour" } }), /cannot be ordered by "colour"/);
    });

    it("knows names and values to complete a query with", () => {
      const id = begin({ parameterValues: { period: 2, deep: null } as never, startedFrom: { notebook: "a.wfnb" } });
      store.label([id], { addTags: ["good"] });
      store.finish(id, {
        ...completed,
        performanceMetrics: { counts: { stf: 3 }, gaugeMeans: { "beam line": 0.5 }, wallTimeMs: 1, events: 2 } as never,
      });
      assert.deepEqual(store.knownValues(), {
        workflows: ["blink"],
        users: ["ada"],
        notebooks: ["a.wfnb"],
        batches: [],
        tags: ["good"],
        parameters: ["period"],
        counts: ["stf"],
        gauges: ["beam line"],
      });
    });

    it("tells what has changed since a cursor", () => {
      const { cursor } = store.changes();
      const [first, second] = [begin(), begin()];
      store.finish(first, completed);
      const then = store.changes(cursor);
      assert.deepEqual(
        then.executions.map(({ executionId, status }) => `${executionId} ${status}`),
        [`${second} running`, `${first} completed`],
      );
      store.delete([first]);
      assert.deepEqual(store.changes(then.cursor).deleted, [first]);
      const now = store.changes(then.cursor).cursor;
      assert.deepEqual(store.changes(now), {
        cursor: now,
        executions: [],
        deleted: [],
        cancelRequested: [],
        othersWrote: false,
      });
    });

    it("carries how far running executions are, until they have ended", () => {
      const [first, second] = [begin(), begin()];
      const progress = {
        executionId: first,
        now: 1.5,
        until: null,
        events: 3,
        eventsPerSecond: 6,
        state: "beam",
        substate: null,
        wallTimeMs: 500,
        paused: false,
      };
      assert.deepEqual(store.progress(), []);
      for (const executionId of [second, first]) store.saveProgress({ ...progress, executionId });
      store.saveProgress({ ...progress, now: 2 });
      assert.deepEqual(store.progress(), [
        { ...progress, now: 2 },
        { ...progress, executionId: second },
      ]);
      store.finish(first, completed);
      store.saveProgress(progress);
      assert.deepEqual(store.progress(), [{ ...progress, executionId: second }]);
    });

    it("carries a request to stop an execution to whoever runs it", () => {
      const id = begin();
      const { cursor } = store.changes();
      assert.equal(store.requestCancel(id), true);
      assert.deepEqual(store.changes(cursor).cancelRequested, [id]);
      store.finish(id, completed);
      assert.equal(store.requestCancel(id), false);
      assert.equal(store.requestCancel("none"), false);
    });

    it("knows of a batch by its first execution that it was cancelled, also when that one has ended, and stops none by that", () => {
      const [first, other] = [begin(), begin()];
      const { cursor } = store.changes();
      assert.equal(store.isBatchCancelled(first), false);
      assert.equal(store.cancelBatch(first), true);
      assert.equal(store.requestCancel(other), true);
      assert.deepEqual([store.isBatchCancelled(first), store.isBatchCancelled(other)], [true, false]);
      assert.deepEqual(store.changes(cursor).cancelRequested, [other]);
      store.finish(first, completed);
      assert.equal(store.isBatchCancelled(first), true);
      assert.deepEqual([store.cancelBatch("none"), store.isBatchCancelled("none")], [false, false]);
    });
  });
}
