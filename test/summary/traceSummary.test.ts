import assert from "node:assert/strict";
import fc from "fast-check";
import type { TraceBatch } from "../../kernel/model/index.ts";
import { summarise, TimelineAccumulator, type TraceSummary } from "../../kernel/summary/index.ts";
import { figuresOf } from "./figuresOf.ts";
import { randomTrace } from "./randomTrace.ts";

const everything = { states: 1e6, laneStates: 1e6, moments: 1e6, points: 1e6 };

function summariesOf(batches: readonly TraceBatch[]): TraceSummary[] {
  const names: string[] = [];
  return batches.map((batch) => {
    names.push(...batch.newNames);
    // As a store keeps it.
    return JSON.parse(JSON.stringify(summarise(batch, names))) as TraceSummary;
  });
}

function timelines(batches: readonly TraceBatch[], isSummedUp: (index: number) => boolean) {
  const [exact, summedUp] = [new TimelineAccumulator(everything), new TimelineAccumulator(everything)];
  const names: string[] = [];
  for (const [i, summary] of summariesOf(batches).entries()) {
    const batch = batches[i]!;
    names.push(...batch.newNames);
    exact.add(batch);
    if (isSummedUp(i)) summedUp.addSummary(summary);
    else summedUp.add({ ...batch, newNames: [...names], firstName: 0 });
  }
  for (const each of [exact, summedUp]) each.finish();
  return [exact.timeline(), summedUp.timeline()] as const;
}

describe("Summaries of a trace", () => {
  it("give the timeline of its records where they leave nothing out", () => {
    fc.assert(
      fc.property(randomTrace(150, 12), fc.infiniteStream(fc.boolean()), (batches, choices) => {
        const chosen = batches.map(() => choices.next().value === true);
        const [exact, summedUp] = timelines(batches, (i) => chosen[i]!);
        assert.deepEqual(summedUp, exact);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("give its exact figures where they do", () => {
    fc.assert(
      fc.property(randomTrace(4000, 1500), (batches) => {
        const [exact, summedUp] = timelines(batches, () => true);
        assert.deepEqual(figuresOf(summedUp), figuresOf(exact));
        assert.ok(summedUp.states.length <= 34 * batches.length);
        for (const series of summedUp.counts) {
          const points = new Map(exact.counts.find(({ name }) => name === series.name)!.times.map((t, i) => [t, i]));
          for (const [i, time] of series.times.entries()) {
            const own = exact.counts.find(({ name }) => name === series.name)!;
            assert.equal(series.totals[i], own.totals[points.get(time)!]);
          }
        }
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it("count the records of each kind", () => {
    fc.assert(
      fc.property(randomTrace(300, 300), (batches) => {
        for (const { length, records } of summariesOf(batches)) {
          assert.equal(
            Object.values(records).reduce((sum, each) => sum + each, 0),
            length,
          );
        }
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  it("are refused twice, and counted as missing where one never came", () => {
    const [batches] = fc.sample(randomTrace(200, 20), { numRuns: 1, seed: 4 });
    const [first, second, third] = summariesOf(batches!);
    const accumulator = new TimelineAccumulator();
    accumulator.addSummary(first!);
    assert.throws(() => accumulator.addSummary(first!), /goes on at record/);
    accumulator.addSummary(third!);
    assert.equal(accumulator.timeline().missingRecords, second!.length);
  });
});
