import assert from "node:assert/strict";
import { type TraceBatch, TraceBatchReader } from "../../kernel/model/index.ts";
import { BatchRecorder } from "../../kernel/runner/batchRecorder.ts";

describe("The recorder", () => {
  const record = (limits: { records: number; text: number }, capacity: number, write: (it: BatchRecorder) => void) => {
    const batches: TraceBatch[] = [];
    const recorder = new BatchRecorder(limits, { deliver: (batch) => batches.push(batch) }, capacity);
    write(recorder);
    recorder.flush();
    const reader = new TraceBatchReader();
    return {
      lengths: batches.map(({ length }) => length),
      records: batches.flatMap((it) => [...reader.records(it)]),
      dropped: recorder.dropped,
    };
  };
  const plenty = { records: 1e6, text: 1e6 };

  it("hands over a batch when it is full, and the rest at a flush", () => {
    const { lengths, records } = record(plenty, 4, (it) => {
      for (let i = 0; i < 10; i += 1) it.count(i, "a", 1);
    });
    assert.deepEqual(lengths, [4, 4, 2]);
    assert.deepEqual(
      records.map(({ time }) => time),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
  });

  it("keeps counting room right across flushes", () => {
    const { lengths, dropped } = record({ records: 7, text: 100 }, 4, (it) => {
      for (let i = 0; i < 3; i += 1) it.mark(i, "a");
      it.flush();
      for (let i = 0; i < 6; i += 1) it.mark(i, "b");
    });
    assert.deepEqual([lengths, dropped.records], [[3, 4], 2]);
  });

  it("looks around now and then, however slow its records come, and may be flushed there", () => {
    const lengths: number[] = [];
    let looks = 0;
    const look = () => {
      looks += 1;
      recorder.flush();
    };
    const recorder = new BatchRecorder(plenty, { deliver: ({ length }) => lengths.push(length), look }, 1_000);
    for (let i = 0; i < 100; i += 1) recorder.gauge(i, "a", i);
    recorder.flush();
    assert.deepEqual([looks, lengths], [4, [32, 32, 32, 4]]);
  });

  it("hands over at once as many records as somebody waits for, and then full batches", () => {
    const batches: number[] = [];
    const recorder = new BatchRecorder({ ...plenty, flushAt: 6 }, { deliver: ({ length }) => batches.push(length) }, 4);
    for (let i = 0; i < 5; i += 1) recorder.mark(i, "a");
    recorder.flush();
    assert.deepEqual(batches, [4, 1]);
    recorder.log(5, "info", "the sixth");
    assert.deepEqual(batches, [4, 1, 1]);
    for (let i = 0; i < 6; i += 1) recorder.mark(i, "b");
    assert.deepEqual(batches, [4, 1, 1, 4]);
  });

  it("drops what is beyond the limit, but counts it", () => {
    const { records, dropped } = record({ records: 3, text: 100 }, 2, (it) => {
      for (let i = 0; i < 5; i += 1) it.count(i, "a", 2);
      it.mark(9, "late");
    });
    assert.equal(records.length, 3);
    assert.deepEqual(dropped, { records: 3, counts: { a: 4 } });
  });

  it("ends a trace at the first text that is too long", () => {
    const { records, dropped } = record({ records: 10, text: 5 }, 4, (it) => {
      it.log(0, "info", "abc");
      it.log(1, "info", "defgh");
      it.mark(2, "after");
    });
    assert.deepEqual([records.length, dropped.records], [1, 2]);
  });
});
