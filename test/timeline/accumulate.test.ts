import assert from "node:assert/strict";
import fc from "fast-check";
import { TraceBatchReader, TraceBatchWriter, type TraceRecord } from "../../kernel/model/index.ts";
import { intervalEnd, type Timeline, TimelineAccumulator, timelineOf } from "../../kernel/timeline/index.ts";
import { writeRecord } from "../summary/writeRecord.ts";
import { stfTrace } from "./stfTrace.ts";

describe("Timeline of a trace", () => {
  it("has the reference cycle's intervals, messages and counts", () => {
    const { batches, end } = stfTrace();
    const timeline = timelineOf(batches, end);
    assert.equal(timeline.end, 630.8000000000033);
    assert.equal(timeline.ended, true);
    assert.deepEqual(
      timeline.states.map(({ state, substate, start, end: to, counts }) => [state, substate, start, to, counts?.stf]),
      [
        ["no_beam", "not_ready", 0, 10, undefined],
        ["beam", "not_ready", 10, 16, undefined],
        ["beam", "ready", 16, 18, undefined],
        ["run", "physics", 18, 199.59999999999968, 86],
        ["run", "standby", 199.59999999999968, 230.59999999999968, undefined],
        ["run", "physics", 230.59999999999968, 412.2000000000013, 86],
        ["run", "standby", 412.2000000000013, 443.2000000000013, undefined],
        ["run", "physics", 443.2000000000013, 624.8000000000033, 86],
        ["beam", "not_ready", 624.8000000000033, 630.8000000000033, undefined],
        ["no_beam", "not_ready", 630.8000000000033, null, undefined],
      ],
    );
    assert.deepEqual(
      timeline.messages.map(({ name }) => name),
      ["run_imminent", "start_run", "pause_run", "resume_run", "pause_run", "resume_run", "end_run"],
    );
    assert.equal(timeline.counts[0]!.total, 258);
  });

  it("is the same from batches of any size and from single records", () => {
    fc.assert(
      fc.property(fc.array(record(), { maxLength: 300 }), fc.integer({ min: 1, max: 40 }), (given, size) => {
        const records = inOrder(given);
        const limits = { states: 12, moments: 12, points: 8, series: 2 };
        const single = new TimelineAccumulator(limits);
        for (const each of records) single.addRecord(each);
        const batched = new TimelineAccumulator(limits);
        for (const batch of batchesOf(records, size)) batched.add(batch);
        assert.deepEqual(batched.timeline(), single.timeline());
      }),
      { numRuns: 60 },
    );
  });

  it("keeps exact totals and times in states, however much is merged", () => {
    fc.assert(
      fc.property(fc.array(record(), { maxLength: 300 }), (given) => {
        const records = inOrder(given);
        const small = accumulated(records, { states: 12, moments: 12, points: 8 });
        const exact = accumulated(records, {});
        assert.deepEqual(small.timeInState, exact.timeInState);
        assert.equal(small.stateCount, exact.states.length);
        assert.equal(
          sum(small.states, ({ merged }) => merged ?? 1),
          small.stateCount,
        );
        assert.equal(
          sum(small.messages, ({ count }) => count),
          small.messageCount,
        );
        assert.equal(
          sum(small.marks, ({ count }) => count),
          small.markCount,
        );
        assert.ok(small.states.length <= 13 && small.messages.length <= 12 && small.marks.length <= 12);
        for (const [i, series] of small.counts.entries()) {
          const full = exact.counts[i]!;
          assert.equal(series.total, full.total);
          assert.ok(series.times.length <= 9);
          // Each point says what held at its time.
          for (const [at, time] of series.times.entries())
            assert.equal(series.totals[at], full.totals[full.times.indexOf(time)]);
        }
        for (const [i, series] of small.gauges.entries()) {
          const full = exact.gauges[i]!;
          assert.deepEqual([series.low, series.high, series.mean], [full.low, full.high, full.mean]);
          assert.equal(Math.min(...series.lows), full.low);
          assert.equal(Math.max(...series.highs), full.high);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("covers the clock without gaps once states have begun", () => {
    fc.assert(
      fc.property(fc.array(record(), { maxLength: 200 }), (given) => {
        const timeline = accumulated(inOrder(given), { states: 12 });
        for (const [i, interval] of timeline.states.entries()) {
          const next = timeline.states[i + 1];
          assert.equal(intervalEnd(interval, timeline), next?.start ?? timeline.end);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("counts what is missing from a trace with gaps, and takes no batch twice", () => {
    const { batches } = stfTrace();
    const writer = new TraceBatchWriter(10);
    const small = [];
    for (const each of new TraceBatchReader().records(batches[0]!)) {
      if (each.kind === "state") writer.state(each.time, each.state, each.substate);
      else if (each.kind === "count") writer.count(each.time, each.name, each.by);
      else if (each.kind === "message") writer.message(each.time, each.name, each.topic, each.body);
      if (writer.isFull) small.push(writer.take()!);
    }
    small.push(writer.take()!);
    const timeline = timelineOf(small.filter((_, i) => i !== 1).flatMap((batch) => [batch, batch]));
    assert.equal(timeline.missingRecords, 10);
    assert.equal(timeline.records, batches[0]!.length - 10);
  });

  it("survives five thousand states, a million names and records of a later version", () => {
    const accumulator = new TimelineAccumulator();
    for (let i = 0; i < 5000; i += 1)
      accumulator.addRecord({ kind: "state", time: i, state: `s${String(i)}`, substate: "" });
    for (let i = 0; i < 20_000; i += 1) {
      accumulator.addRecord({ kind: "count", time: 5000 + i, name: `c${String(i)}`, by: 1 });
      accumulator.addRecord({ kind: "message", time: 5000 + i, name: `m${String(i)}`, topic: "t", body: {} });
    }
    const writer = new TraceBatchWriter(2);
    writer.mark(25_000, "a");
    const batch = writer.take()!;
    batch.kinds[0] = 99;
    accumulator.add({ ...batch, first: 45_000 });
    const timeline = accumulator.timeline();
    assert.equal(timeline.missingRecords, 1);
    assert.ok(timeline.states.length <= 1500 && timeline.messages.length <= 1000);
    assert.equal(
      sum(timeline.counts, ({ total }) => total),
      20_000,
    );
    assert.ok(JSON.stringify(timeline).length < 1_000_000);
  });
});

const sum = <T>(all: readonly T[], of: (each: T) => number): number => all.reduce((total, each) => total + of(each), 0);

function accumulated(
  records: readonly TraceRecord[],
  limits: ConstructorParameters<typeof TimelineAccumulator>[0],
): Timeline {
  const accumulator = new TimelineAccumulator(limits);
  for (const each of records) accumulator.addRecord(each);
  return accumulator.timeline();
}

function record(): fc.Arbitrary<{ wait: number; make: (time: number) => TraceRecord }> {
  const name = fc.constantFrom("a", "b", "c");
  const make: fc.Arbitrary<(time: number) => TraceRecord> = fc.oneof(
    fc.tuple(name, name).map(
      ([state, substate]) =>
        (time: number) =>
          ({ kind: "state", time, state, substate }) as const,
    ),
    name.map((own) => (time: number) => ({ kind: "message", time, name: own, topic: "t", body: {} }) as const),
    fc.tuple(name, fc.integer({ min: 0, max: 5 })).map(
      ([own, by]) =>
        (time: number) =>
          ({ kind: "count", time, name: own, by }) as const,
    ),
    fc.tuple(name, fc.integer({ min: -9, max: 9 })).map(
      ([own, value]) =>
        (time: number) =>
          ({ kind: "gauge", time, name: own, value }) as const,
    ),
    name.map((own) => (time: number) => ({ kind: "mark", time, name: own }) as const),
    fc.constant((time: number) => ({ kind: "log", time, level: "info", text: "" }) as const),
  );
  return fc.record({ wait: fc.constantFrom(0, 0, 0.1, 0.7, 1, 30), make });
}

function inOrder(given: readonly { wait: number; make: (time: number) => TraceRecord }[]): TraceRecord[] {
  let now = 0;
  return given.map(({ wait, make }) => {
    now += wait;
    return make(now);
  });
}

function* batchesOf(records: readonly TraceRecord[], size: number) {
  const writer = new TraceBatchWriter(size);
  for (const each of records) {
    writeRecord(writer, each);
    if (writer.isFull) yield writer.take()!;
  }
  const rest = writer.take();
  if (rest !== undefined) yield rest;
}

describe("What is counted in a state", () => {
  it("is told apart whatever it is called, also where a timeline is gone on with", () => {
    const timeline = new TimelineAccumulator();
    const state = (time: number, state: string) => timeline.addRecord({ kind: "state", time, state, substate: "" });
    const names = ["constructor", "__proto__", "stf"];
    state(0, "filling");
    for (const name of names) timeline.addRecord({ kind: "count", time: 1, name, by: 2 });
    state(2, "idle");
    assert.deepEqual(
      timeline.checkpoint().counts,
      names.map((name) => ({ name, total: 2, sinceChange: 0 })),
    );
    timeline.finish(3);
    const [filling, idle] = timeline.timeline().states;
    assert.deepEqual(
      Object.entries(filling!.counts!),
      names.map((name) => [name, 2]),
    );
    assert.equal(idle!.counts, undefined);
  });
});
