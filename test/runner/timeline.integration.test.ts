import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { TraceBatchWriter } from "../../kernel/model/index.ts";
import { followTimeline, type TimelineSnapshot } from "../../kernel/notebook/liveTimeline.ts";
import type { KernelEvent, KernelProcess } from "../../kernel/runner/index.ts";
import { SqliteStore } from "../../kernel/store/index.ts";
import { type Timeline, timelineOf, windowFigures } from "../../kernel/timeline/index.ts";
import { completed, newDefinition, newExecution } from "../contract/executionStore.ts";
import { figuresOf } from "../summary/figuresOf.ts";
import { kernelOn, testWorkspace, workflowSource } from "./testWorkspace.ts";

const blink = workflowSource(
  "blink",
  `for (let i = 0; i < 2000; i += 1) { state(i % 2 ? "on" : "off", ""); count("blink"); gauge("load", i % 7); yield env.timeout(0.5); } mark("done");`,
);
const slow = workflowSource("slow", `for (;;) { state("on", ""); count("tick"); yield env.timeout(0.05); }`);

describe("Timelines from the kernel process", function () {
  this.timeout(30_000);
  let workspace: string;
  let kernel: KernelProcess;

  beforeEach(() => {
    workspace = testWorkspace({ blink, slow });
    kernel = kernelOn(workspace);
  });
  afterEach(() => kernel.close());

  /** Stores an execution of as many records without running it; each is a count, a state or a gauge. */
  const stored = async (records: number): Promise<string> => {
    await kernel.executions();
    const store = new SqliteStore(join(workspace, ".wfnb", "executions.db"));
    const { definitionId } = store.saveDefinition(newDefinition());
    const { executionId } = store.begin(newExecution(definitionId));
    const writer = new TraceBatchWriter(32_768);
    for (let i = 0; i < records; i += 1) {
      const time = i / 8;
      if (i % 1000 === 0) writer.state(time, i % 3000 === 0 ? "beam" : "no beam", "");
      else if (i % 5 === 0) writer.gauge(time, "queue", (i * 7919) % 101);
      else writer.count(time, i % 2 === 0 ? "stf" : "slice", 1 + (i % 3));
      if (writer.isFull) store.appendTrace(executionId, writer.take()!);
    }
    store.finish(executionId, { ...completed, simulatedEndTime: records / 8 }, writer.take());
    store.close();
    return executionId;
  };

  const ended = (executionId: string) =>
    new Promise<TimelineSnapshot[]>((resolve, reject) => {
      const snapshots: TimelineSnapshot[] = [];
      followTimeline(kernel, executionId, (snapshot) => {
        if (snapshot === undefined) reject(new Error("It is unknown."));
        else if (snapshots.push(snapshot) && snapshot.timeline.ended) resolve(snapshots);
      });
    });

  it("are those of the whole trace", async () => {
    const { executionId } = await kernel.start({ workflow: "blink", parameters: {} });
    const record = await kernel.finished(executionId);
    const expected = timelineOf(await kernel.trace(executionId), record.simulatedEndTime);
    assert.deepEqual(await kernel.timeline(executionId), expected);
    assert.equal(expected.stateCount, 2000);
    assert.equal(await kernel.timeline("none-0001"), undefined);
  });

  it("have the exact figures of a trace that is too long to be read, and every record of a small window", async () => {
    const executionId = await stored(600_000);
    const exact = timelineOf(await kernel.trace(executionId), 75_000);
    const whole = (await kernel.timeline(executionId))!;
    assert.deepEqual(figuresOf(whole), figuresOf(exact));
    const window = { from: 30_000, to: 30_100 };
    const finer = (await kernel.timeline(executionId, window))!;
    assert.deepEqual(figuresOf({ ...finer, states: whole.states }), figuresOf(exact));
    const inWindow = (timeline: Timeline) =>
      windowFigures(timeline, window.from, window.to).counts.map(({ name, by }) => [name, by]);
    const records = (await kernel.trace(executionId, window)).at(0)!;
    assert.ok(records.length > 0);
    const expected = new Map<string, number>();
    for (let i = window.from * 8; i <= window.to * 8; i += 1) {
      if (i % 1000 === 0 || i % 5 === 0) continue;
      const name = i % 2 === 0 ? "stf" : "slice";
      expected.set(name, (expected.get(name) ?? 0) + 1 + (i % 3));
    }
    assert.deepEqual(new Map(inWindow(finer) as [string, number][]), expected);
    const wide = (await kernel.timeline(executionId, { from: 10_000, to: 70_000 }))!;
    assert.ok(JSON.stringify(wide).length < 1_000_000);
  });

  it("grow while it runs, at most four times a second, and end with the execution", async () => {
    const { executionId } = await kernel.start({
      workflow: "slow",
      parameters: {},
      run: { realtime: true, factor: 1 },
    });
    const following = ended(executionId);
    await delay(1500);
    await kernel.cancel(executionId);
    const snapshots = await following;
    assert.ok(snapshots.length >= 3 && snapshots.length <= 9, `${snapshots.length} snapshots`);
    const records = snapshots.map(({ timeline }) => timeline.records);
    assert.deepEqual(
      records,
      [...records].sort((a, b) => a - b),
    );
    assert.ok(snapshots.some(({ progress, timeline }) => progress !== undefined && timeline.records > 0));
    const last = snapshots.at(-1)!;
    assert.deepEqual([last.execution.status, last.progress, last.timeline.ended], ["cancelled", undefined, true]);
    const record = (await kernel.execution(executionId))!;
    assert.deepEqual(last.timeline, timelineOf(await kernel.trace(executionId), record.simulatedEndTime));
  });

  it("come at once of what is stored, and not of what is unknown", async () => {
    const { executionId } = await kernel.start({ workflow: "blink", parameters: {} });
    await kernel.finished(executionId);
    const events: KernelEvent[] = [];
    kernel.onEvent((event) => events.push(event));
    const snapshots = await ended(executionId);
    assert.deepEqual([snapshots.length, snapshots[0]!.timeline.stateCount], [1, 2000]);
    await assert.rejects(ended("none-0001"), /unknown/);
    assert.ok(!JSON.stringify(events).includes("kinds"));
  });

  it("follow an execution of another process", async () => {
    const other = kernelOn(workspace);
    try {
      const { executionId } = await other.start({
        workflow: "slow",
        parameters: {},
        run: { realtime: true, factor: 1 },
      });
      const following = ended(executionId);
      await delay(1500);
      await other.cancel(executionId);
      const snapshots = await following;
      assert.ok(snapshots.length >= 3, `${snapshots.length} snapshots`);
      assert.ok(snapshots.at(-1)!.timeline.stateCount > 10);
    } finally {
      await other.close();
    }
  });
});
