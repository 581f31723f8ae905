import assert from "node:assert/strict";
import fc from "fast-check";
import { Environment, Tally, TimeWeighted } from "../../../kernel/sim/index.ts";

/** What a quantity does: it holds for a number of seconds, then it has another value; or all before is forgotten. */
type Happening = { hold: number; value: number } | "reset";

const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { arbitrary: fc.record({ hold: fc.constantFrom(0, 1, 2, 0.5, 8), value }), weight: 9 },
  { arbitrary: fc.constant("reset" as const), weight: 1 },
);

describe("statistics agree with what the whole record says:", () => {
  it("a tally's", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const tally = new Tally();
        for (const each of values) {
          tally.record(each);
          tally.quantile(share);
        }
        const sorted = values.toSorted((a, b) => a - b);
        assert.equal(tally.count, values.length);
        assertClose(tally.mean, mean(values));
        assertClose(tally.variance, sum(values.map((x) => (x - mean(values)) ** 2)) / atLeastOne(values.length - 1));
        assertClose(tally.min, sorted[0] ?? Number.NaN);
        assertClose(tally.max, sorted.at(-1) ?? Number.NaN);
        assertClose(tally.quantile(share), interpolated(sorted, share * (sorted.length - 1)));
      }),
    );
  });

  it("a time-weighted monitor's, which begins late and is reset", () => {
    fc.assert(
      fc.property(fc.nat(5), value, fc.array(happening, { maxLength: 40 }), (start, first, happenings) => {
        const env = new Environment();
        if (start > 0) env.run(start);
        const monitor = new TimeWeighted(env, first);
        // One entry for each half second.
        let record: number[] = [];
        let current = first;
        for (const each of happenings) {
          if (each === "reset") {
            monitor.reset();
            record = [];
            continue;
          }
          if (each.hold > 0) env.run(env.now + each.hold);
          for (let i = 0; i < 2 * each.hold; i++) record.push(current);
          monitor.record(each.value);
          current = each.value;
        }
        const sorted = record.toSorted((a, b) => a - b);
        assert.equal(monitor.duration, record.length / 2);
        assertClose(monitor.mean, mean(record));
        assertClose(monitor.variance, mean(record.map((x) => (x - mean(record)) ** 2)));
        assertClose(monitor.min, sorted[0] ?? Number.NaN);
        assertClose(monitor.max, sorted.at(-1) ?? Number.NaN);
        for (const share of [0.25, 0.5, 0.75, 1])
          assertClose(monitor.quantile(share), sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
      }),
    );
  });
});

function sum(values: number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

/** `NaN` of nothing. */
function mean(values: number[]): number {
  return sum(values) / values.length;
}

function atLeastOne(count: number): number {
  return count >= 1 ? count : Number.NaN;
}

function interpolated(sorted: number[], place: number): number {
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined ? Number.NaN : low + (place % 1) * (high! - low);
}

function assertClose(found: number, expected: number): void {
  if (Number.isNaN(expected)) assert(Number.isNaN(found), `${found} is not NaN`);
  else assert(Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${found} is not ${expected}`);
}
