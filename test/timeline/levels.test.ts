import assert from "node:assert/strict";
import fc from "fast-check";
import { kindCodes, type TraceBatch, TraceBatchWriter } from "../../kernel/model/index.ts";
import { withDetail } from "../../kernel/timeline/detail.ts";
import {
  type Timeline,
  TimelineAccumulator,
  TimelineLevels,
  timelineOf,
  windowFigures,
} from "../../kernel/timeline/index.ts";

/** States of uneven length, counts in bursts, a gauge, messages: 40,000 records that look different everywhere. */
function longTrace(records: number): TraceBatch[] {
  const writer = new TraceBatchWriter(1000);
  const batches: TraceBatch[] = [];
  let random = 1;
  const next = (below: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % below;
  };
  let now = 0;
  for (let i = 0; i < records; i += 1) {
    now += next(8) === 0 ? next(40) / 8 : 0.125;
    const kind = next(21);
    if (kind < 12) writer.count(now, kind < 8 ? "stf" : "slice", 1 + next(3));
    else if (kind < 16) writer.gauge(now, "queue", next(100));
    else if (kind < 18) writer.state(now, `s${String(next(3))}`, `x${String(next(2))}`);
    else if (kind < 19) writer.message(now, "note", "t", {});
    else if (kind < 20) writer.mark(now, "here");
    else writer.lane(now, `machine ${String(next(3))}`, ["working", "broken", ""][next(3)]!);
    if (writer.isFull) batches.push(writer.take()!);
  }
  const rest = writer.take();
  return rest === undefined ? batches : [...batches, rest];
}

const limits = { states: 60, laneStates: 30, moments: 40, points: 50, series: 4 };

describe("Levels of a timeline", () => {
  const batches = longTrace(40_000);
  const exact = new TimelineAccumulator({ states: 1e6, laneStates: 1e6, moments: 1e6, points: 1e6 });
  const levels = new TimelineLevels(limits);
  for (const batch of batches) {
    exact.add(batch);
    levels.add(batch);
  }
  exact.finish();
  levels.finish();
  const truth = exact.timeline();

  it("has exact totals in the whole", () => {
    const whole = levels.timeline();
    assert.deepEqual(whole.timeInState, truth.timeInState);
    assert.deepEqual(
      whole.counts.map(({ total }) => total),
      truth.counts.map(({ total }) => total),
    );
    assert.deepEqual(
      whole.lanes.map(({ timeInState, stateCount }) => [timeInState, stateCount]),
      truth.lanes.map(({ timeInState, stateCount }) => [timeInState, stateCount]),
    );
    assert.deepEqual([whole.messageCount, whole.markCount], [truth.messageCount, truth.markCount]);
  });

  it("shows every record of a small window, read from the trace", () => {
    for (const share of [0.001, 0.13, 0.5, 0.77, 0.999]) {
      const from = truth.end * share;
      const to = Math.min(truth.end, from + truth.end / 2000);
      const wanted = levels.traceFor(from, to)!;
      const touching = batches.filter(({ first, length }) => first + length > wanted);
      let taken = 0;
      const given = function* () {
        for (const batch of touching) {
          taken += 1;
          yield batch;
        }
      };
      // As a store gives it: the first batch of a part brings the names of what came before.
      const { newNames } = batches[0]!;
      touching[0] = { ...touching[0]!, newNames, firstName: 0 };
      const shown = levels.windowFromTrace(given(), from, to);
      assert.ok(taken <= 7, `${String(taken)} batches`);
      const inside = <T extends { readonly start: number; readonly end: number | null }>(all: readonly T[]) =>
        all.filter((each) => each.start < to && (each.end ?? truth.end) > from);
      assert.deepEqual(inside(shown.states), inside(truth.states));
      for (const [i, { name, states }] of truth.lanes.entries()) {
        assert.equal(shown.lanes[i]!.name, name);
        // A lane changes seldom: where its state ends may lie far beyond what was read.
        const upToWindow = (all: typeof states) =>
          inside(all).map((each) => ({ ...each, end: Math.min(to, each.end ?? to) }));
        assert.deepEqual(upToWindow(shown.lanes[i]!.states), upToWindow(states));
      }
      const { counts: _about, gauges: _means, ...figures } = windowFigures(shown, from, to);
      const { counts, gauges, ...expected } = windowFigures(truth, from, to);
      assert.deepEqual(figures, expected);
      assert.deepEqual(
        _about.map(({ name, by }) => [name, by]),
        counts.map(({ name, by }) => [name, by]),
      );
      assert.deepEqual(
        _means.map(({ name, mean }) => [name, mean]),
        gauges.map(({ name, mean }) => [name, mean]),
      );
      assert.deepEqual(gaugeIn(shown.gauges[0]!, from, to), gaugeIn(truth.gauges[0]!, from, to));
    }
  });

  it("is near the truth in windows of any size, within twice the limits", () => {
    for (const [a, b] of [
      [0, 1],
      [0.2, 0.9],
      [0.4, 0.5],
      [0.61, 0.64],
    ] as const) {
      const [from, to] = [truth.end * a, truth.end * b];
      const shown = levels.window(from, to);
      assert.ok(shown.states.length <= 2 * limits.states + 2);
      assert.ok(shown.messages.length <= 2 * limits.moments && shown.marks.length <= 2 * limits.moments);
      for (const series of [...shown.counts, ...shown.gauges]) assert.ok(series.times.length <= 2 * limits.points + 2);
      const width = (to - from) / (limits.points / 4);
      for (const [i, { by }] of windowFigures(shown, from, to).counts.entries()) {
        const least = windowFigures(truth, from + width, to - width).counts[i]!.by;
        const most = windowFigures(truth, from - width, to + width).counts[i]!.by;
        assert.ok(by >= least && by <= most, `${String(least)} <= ${String(by)} <= ${String(most)}`);
      }
      // Times keep their order, and intervals leave no gap.
      for (const [i, interval] of shown.states.entries()) {
        if (i > 0) assert.equal(interval.start, shown.states[i - 1]!.end);
      }
    }
  });

  it("shows of a dense window, read from the trace, what the exact timeline would", () => {
    // A state that began long ago must not make the bins of the window wide.
    const quiet = new TraceBatchWriter(10);
    quiet.state(-100_000, "quiet", "");
    quiet.count(-100_000, "stf", 1);
    const start = quiet.take()!;
    const shift = start.newNames.length;
    const rest = longTrace(40_000).map((batch) => withoutStates(batch, start.length, shift));
    const dense = new TimelineLevels(limits);
    const all = new TimelineAccumulator({ states: 1e6, laneStates: 1e6, moments: 1e6, points: 1e6 });
    for (const batch of [start, ...rest]) {
      dense.add(batch);
      all.add(batch);
    }
    dense.finish();
    all.finish();
    const exact = all.timeline();
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (at, wide) => {
          const from = exact.end * at;
          const to = from + (exact.end - from) * wide;
          const record = dense.traceFor(from, to);
          assert.ok(record !== undefined);
          const given = [start, ...rest].filter(({ first, length }) => first + length > record);
          given[0] = { ...given[0]!, newNames: [...start.newNames, ...rest[0]!.newNames], firstName: 0 };
          const shown = dense.windowFromTrace(given, from, to);
          const expected = withDetail(dense.timeline(), exact, from, to, limits);
          const pointsIn = ({ counts, gauges }: Timeline) =>
            [
              ...counts.map(({ name, times, ...columns }) => ({ name, times, columns: [columns.totals] })),
              ...gauges.map(({ name, times, lows, highs, values }) => ({
                name,
                times,
                columns: [lows, highs, values],
              })),
            ].map(({ name, times, columns }) => [
              name,
              times.flatMap((time, i) =>
                time >= from && time <= to ? [[time, ...columns.map((column) => column[i])]] : [],
              ),
            ]);
          assert.deepEqual(pointsIn(shown), pointsIn(expected));
          assert.deepEqual(
            [shown.messages, shown.marks, shown.timeInState],
            [expected.messages, expected.marks, expected.timeInState],
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("asks for no trace where nothing was left out", () => {
    const small = new TimelineLevels();
    const few = longTrace(500);
    for (const batch of few) small.add(batch);
    small.finish();
    assert.equal(small.traceFor(1, 2), undefined);
    assert.deepEqual(small.window(1, 2), timelineOf(few, null));
  });
});

/** The batch behind others: `records` and `names` come before it. Its changes of state become marks. */
function withoutStates(batch: TraceBatch, records: number, names: number): TraceBatch {
  const named = (kind: number) => kind === kindCodes.message || kind === kindCodes.lane;
  return {
    ...batch,
    first: batch.first + records,
    firstName: batch.firstName + names,
    kinds: batch.kinds.map((kind) => (kind === kindCodes.state ? kindCodes.mark : kind)),
    names: batch.names.map((name) => name + names),
    values: batch.values.map((value, i) => (named(batch.kinds[i]!) ? value + names : value)),
  };
}

function gaugeIn({ times, values }: { times: readonly number[]; values: readonly number[] }, from: number, to: number) {
  return times.flatMap((time, i) => (time >= from && time <= to ? [[time, values[i]]] : []));
}
