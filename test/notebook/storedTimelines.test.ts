import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { type TraceBatch, TraceBatchWriter } from "../../kernel/model/index.ts";
import { StoredTimelines } from "../../kernel/notebook/storedTimelines.ts";
import { type ExecutionStore, MemoryStore } from "../../kernel/store/index.ts";
import { type Timeline, TimelineAccumulator, timelineOf } from "../../kernel/timeline/index.ts";
import { newDefinition, newExecution } from "../contract/executionStore.ts";
import { figuresOf } from "../summary/figuresOf.ts";

/** Batches of counts and states, `names` of each apart. */
function batches(count: number, length: number): TraceBatch[] {
  const writer = new TraceBatchWriter(length);
  return Array.from({ length: count }, (_, batch) => {
    for (let i = 0; i < length; i += 1) {
      const time = (batch * length + i) / 8;
      if (i % 50 === 0) writer.state(time, `state ${batch % 3}`, "");
      else writer.count(time, `count ${i % 2}`, 1);
    }
    return writer.take()!;
  });
}

describe("Timelines of stored executions", () => {
  let store: ExecutionStore;
  let opened: number;
  let timelines: StoredTimelines;
  const begin = () => store.begin(newExecution(store.saveDefinition(newDefinition()).definitionId)).executionId;

  beforeEach(() => {
    store = new MemoryStore();
    opened = 0;
    timelines = new StoredTimelines({
      openStore: () => {
        opened += 1;
        return store;
      },
      now: () => performance.now(),
      nextTurn: () => setImmediate(),
    });
  });

  it("read on from where they were, be it much or little", async () => {
    const executionId = begin();
    const all = batches(40, 20_000);
    let stored = 0;
    for (const upTo of [1, 2, 20, 21, 40]) {
      for (; stored < upTo; stored += 1) store.appendTrace(executionId, all[stored]!);
      const timeline = await timelines.timeline({ executionId, waiting: [] });
      assert.deepEqual(figuresOf(timeline), figuresOf(timelineOf(all.slice(0, upTo))));
    }
    assert.equal(opened, 1);
  });

  it("answer questions that come together, each in full", async () => {
    const executionId = begin();
    const all = batches(30, 20_000);
    for (const batch of all) store.appendTrace(executionId, batch);
    const expected = figuresOf(timelineOf(all));
    const answers = await Promise.all([1, 2, 3].map(() => timelines.timeline({ executionId, waiting: [] })));
    for (const answer of answers) assert.deepEqual(figuresOf(answer), expected);
  });

  it("have what could not be stored yet, under its own names", async () => {
    const executionId = begin();
    const all = batches(30, 20_000);
    for (const batch of all.slice(0, 20)) store.appendTrace(executionId, batch);
    const timeline = await timelines.timeline({ executionId, waiting: all.slice(20) });
    assert.deepEqual(figuresOf(timeline), figuresOf(timelineOf(all)));
    for (const batch of all.slice(20)) store.appendTrace(executionId, batch);
    const later = await timelines.timeline({ executionId, waiting: [] });
    assert.deepEqual(figuresOf(later), figuresOf(timeline));
  });

  it("have a window of what could not be stored yet", async () => {
    const executionId = begin();
    const all = batches(30, 20_000);
    for (const batch of all.slice(0, 29)) store.appendTrace(executionId, batch);
    const waiting = all.slice(29);
    await timelines.timeline({ executionId, waiting });
    const [from, to] = [73_000, 73_010];
    const timeline = await timelines.timeline({ executionId, waiting, window: { from, to } });
    const inside = ({ counts }: Timeline) =>
      counts.map(({ name, times }) => [name, times.filter((time) => time >= from && time <= to)]);
    const exact = new TimelineAccumulator({ states: 1e6, points: 1e6 });
    for (const batch of all) exact.add(batch);
    assert.deepEqual(inside(timeline), inside(exact.timeline()));
  });

  it("practise a zoom while nobody asks, and answer as before", async () => {
    const executionId = begin();
    const all = batches(30, 20_000);
    for (const batch of all) store.appendTrace(executionId, batch);
    let read = 0;
    const traceFrom = store.traceFrom.bind(store);
    store.traceFrom = (...asked) => {
      read += 1;
      return traceFrom(...asked);
    };
    const whole = await timelines.timeline({ executionId, waiting: [] });
    assert.equal(read, 0);
    while (read < 4) await setImmediate();
    assert.deepEqual(await timelines.timeline({ executionId, waiting: [] }), whole);
    await setImmediate();
    // Once for what may have come since, and no more to practise.
    assert.equal(read, 5);
  });

  it("begin anew with another file in the place of theirs", async () => {
    const executionId = begin();
    store.appendTrace(executionId, batches(1, 100)[0]!);
    await timelines.timeline({ executionId, waiting: [] });
    Object.defineProperty(store, "isGone", { value: true });
    store = new MemoryStore();
    const [only] = batches(1, 10);
    store.appendTrace(begin(), only!);
    const timeline = await timelines.timeline({ executionId, waiting: [] });
    assert.deepEqual([timeline.records, opened], [10, 2]);
  });

  it("know the clock and the end of the execution", async () => {
    const executionId = begin();
    store.appendTrace(executionId, batches(1, 100)[0]!);
    const running = await timelines.timeline({ executionId, waiting: [], now: 50 });
    const ended = await timelines.timeline({ executionId, waiting: [], ended: { simulatedEndTime: 60 } });
    assert.deepEqual([running.end, running.ended, ended.end, ended.ended], [50, false, 60, true]);
  });
});
