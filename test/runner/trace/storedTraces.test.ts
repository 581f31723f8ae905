import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { kindCodes, TraceBatchWriter, type TraceKind } from "../../../kernel/model/index.ts";
import { StoredTraces } from "../../../kernel/runner/trace/storedTraces.ts";
import { MemoryStore } from "../../../kernel/store/index.ts";
import { newDefinition, newExecution } from "../../contract/executionStore.ts";

describe("Records of stored traces", () => {
  let store: MemoryStore;
  let traces: StoredTraces;
  const begin = () => store.begin(newExecution(store.saveDefinition(newDefinition()).definitionId)).executionId;

  beforeEach(() => {
    store = new MemoryStore();
    traces = new StoredTraces({
      openStore: () => store,
      now: () => 0,
      nextTurn: () => setImmediate(),
      writeFile: async () => {},
    });
  });

  const write = (executionId: string, batches: number, perBatch: number) => {
    const writer = new TraceBatchWriter(perBatch * 3);
    for (let batch = 0; batch < batches; batch += 1) {
      for (let i = 0; i < perBatch; i += 1) {
        const at = batch * perBatch + i;
        writer.log(at, at % 10 === 0 ? "error" : "info", `line ${String(at)}`);
        writer.message(at, "step", "/steps", { at });
        writer.count(at, "steps", 1);
      }
      store.appendTrace(executionId, writer.take()!);
    }
  };
  const find = (executionId: string, query: object) => traces.records({ executionId, waiting: [], query });

  it("gives any stretch of what a filter finds, as the whole list has it", async () => {
    const executionId = begin();
    write(executionId, 8, 25);
    const filters = [{}, { kinds: ["log"] as TraceKind[] }, { levels: ["error"] }, { text: "LINE 1" }, { text: "17" }];
    for (const filter of filters) {
      const { rows: all, found } = await find(executionId, { ...filter, limit: 1000 });
      assert.equal(all.length, found);
      await fc.assert(
        fc.asyncProperty(fc.nat(found), fc.nat(80), async (offset, limit) => {
          const { rows } = await find(executionId, { ...filter, offset, limit });
          assert.deepEqual(rows, all.slice(offset, offset + limit));
        }),
        { numRuns: 20 },
      );
    }
  });

  it("finds those between two simulated times, and does not read what lies before and after", async () => {
    const executionId = begin();
    write(executionId, 8, 25);
    const { rows, found, read, isComplete } = await find(executionId, { window: { from: 60, to: 62 } });
    assert.deepEqual(
      rows.map(({ time }) => time),
      [60, 60, 60, 61, 61, 61, 62, 62, 62],
    );
    assert.deepEqual([found, isComplete], [9, true]);
    assert.ok(read <= 300, String(read));
    assert.equal((await find(executionId, { window: { from: 5, to: 5 }, kinds: ["log"] })).found, 1);
    assert.equal((await find(executionId, { window: { from: 500, to: 600 } })).found, 0);
  });

  it("looks for a text in names, topics, values and bodies, in either case", async () => {
    const executionId = begin();
    write(executionId, 2, 20);
    const found = async (text: string) => (await find(executionId, { text })).found;
    assert.equal(await found("Line 3"), 11);
    assert.equal(await found("/STEPS"), 40);
    assert.equal(await found('{"at":39}'), 1);
    assert.equal(await found("nowhere"), 0);
  });

  it("finds what has come since", async () => {
    const executionId = begin();
    write(executionId, 1, 10);
    assert.equal((await find(executionId, { kinds: ["count"] })).found, 10);
    const writer = new TraceBatchWriter();
    writer.count(11, "late", 4);
    store.appendTrace(executionId, { ...writer.take()!, first: 30, firstName: 5 });
    const { found, rows } = await find(executionId, { kinds: ["count"], offset: 10 });
    assert.deepEqual([found, rows.map(({ value }) => value)], [11, [4]]);
  });

  it("answers with what it has when a search takes long, and goes on when it is asked again", async () => {
    const executionId = begin();
    write(executionId, 5, 10);
    let time = 0;
    const slow = new StoredTraces({
      openStore: () => store,
      now: () => {
        time += 100;
        return time;
      },
      nextTurn: () => setImmediate(),
      writeFile: async () => {},
    });
    const question = { executionId, waiting: [], query: { kinds: ["log"] as TraceKind[] } };
    const found: [number, boolean][] = [];
    for (let i = 0; i < 20 && found.at(-1)?.[1] !== true; i += 1) {
      const page = await slow.records(question);
      found.push([page.found, page.isComplete]);
    }
    assert.ok(found.length > 2, "it took several questions");
    assert.deepEqual(found.at(-1), [50, true]);
  });

  it("cuts long texts, and says so", async () => {
    const executionId = begin();
    const writer = new TraceBatchWriter();
    writer.log(0, "info", "x".repeat(5_000_000));
    writer.mark(1, "n".repeat(10_000));
    store.appendTrace(executionId, writer.take()!);
    const { rows } = await find(executionId, { textLength: 20 });
    assert.deepEqual(
      rows.map(({ text, name, isCut }) => [text.length, name.length, isCut]),
      [
        [21, 4, true],
        [0, 21, true],
      ],
    );
    assert.equal((await find(executionId, { textLength: 1e7, limit: 1 })).rows[0]!.text.length, 5_000_000);
  });

  it("shows kinds that a later version wrote as unknown, and reads over gaps", async () => {
    const executionId = begin();
    const writer = new TraceBatchWriter(2);
    writer.mark(0, "a");
    writer.mark(1, "b");
    const first = writer.take()!;
    const kinds = Uint8Array.of(kindCodes.mark, 77);
    store.appendTrace(executionId, { ...first, kinds });
    const { rows } = await find(executionId, {});
    assert.deepEqual(
      rows.map(({ kind, name }) => [kind, name]),
      [
        ["mark", "a"],
        ["unknown", "b"],
      ],
    );
  });

  it("has nothing to show of an execution that was deleted, or never recorded anything", async () => {
    const empty = await find(begin(), {});
    assert.deepEqual([empty.rows, empty.found, empty.isComplete], [[], 0, true]);
    assert.deepEqual((await find("nobody-0001", {})).rows, []);
  });
});
