import assert from "node:assert/strict";
import { type RandomStream, RandomStreams } from "../../../kernel/sim/index.ts";
import { assertRefused } from "../assert_refused.ts";

const DRAWS = 20_000;

describe("random streams", () => {
  it("repeat from the same seed and name", () => {
    const draw = () => Array.from({ length: 5 }, (_, i) => new RandomStreams(42).stream(`s${i}`).random());
    assert.deepEqual(draw(), draw());
    assert.equal(new Set(draw()).size, 5);
  });

  it("do not depend on what others draw", () => {
    const streams = new RandomStreams("beam");
    const alone = new RandomStreams("beam").stream("a").random();
    streams.stream("b").random();
    assert.equal(streams.stream("a").random(), alone);
    assert.equal(streams.stream("a"), streams.stream("a"));
  });

  it("are not correlated", () => {
    const streams = new RandomStreams(1);
    const [a, b] = [streams.stream("a"), streams.stream("b")];
    const products = Array.from({ length: DRAWS }, () => (a.random() - 0.5) * (b.random() - 0.5));
    assertNear(mean(products), 0, 1 / 12 / Math.sqrt(DRAWS));
  });

  it("differ between seeds that look alike", () => {
    assert.notEqual(new RandomStreams(1).stream("a").random(), new RandomStreams("1").stream("a").random());
    assert.notEqual(new RandomStreams(1).stream("a").random(), new RandomStreams(2).stream("a").random());
    assert.notEqual(new RandomStreams("1").stream("2 x").random(), new RandomStreams("1 2").stream("x").random());
  });

  it("refuse a seed that is neither a number nor a text", () => {
    for (const seed of [Number.NaN, {}, undefined]) {
      assertRefused("invalid-argument", /A seed is a number or a text/, () => new RandomStreams(seed as number));
    }
  });
});

describe("a distribution at the ends of what numbers hold", () => {
  const stream = new RandomStreams(3).stream("ends");

  it("stays in its range", () => {
    for (let i = 0; i < 1_000; i++) {
      const draws: [low: number, draw: number, high: number][] = [
        [0, stream.triangular(0, 5e199, 1e200), 1e200],
        [0, stream.triangular(0, 1e-200, 2e-200), 2e-200],
        [-1.7e308, stream.empirical([-1.7e308, 1.7e308]), 1.7e308],
      ];
      for (const [low, draw, high] of draws) assert(low < draw && draw < high, String(draw));
    }
    assertRefused("invalid-argument", /below 2\^53/, () => stream.integer(2 ** 53, 2 ** 53 + 2));
  });

  it("has a Poisson variance that is its mean", () => {
    const mean = 1e15;
    const draws = Array.from({ length: 20_000 }, () => stream.poisson(mean) - mean);
    const variance = draws.reduce((sum, draw) => sum + draw ** 2, 0) / draws.length;
    assert(Math.abs(variance / mean - 1) < 0.05, String(variance / mean));
  });
});

describe("an empirical distribution", () => {
  it("is of the values as they are now, also where somebody has changed them", () => {
    const stream = new RandomStreams(4).stream("measured");
    const values = [3, 1];
    assert(stream.empirical(values) <= 3);
    values[0] = 101;
    values.push(100);
    assert(Array.from({ length: 20 }, () => stream.empirical(values)).some((draw) => draw >= 100));
    values.splice(0, values.length, 7);
    assert.equal(stream.empirical(values), 7);
    values[0] = Number.NaN;
    assertRefused("invalid-argument", /finite numbers/, () => stream.empirical(values));
  });

  it("of ten thousand measurements is drawn from without sorting them each time", () => {
    const stream = new RandomStreams(4).stream("measured");
    const values = Array.from({ length: 10_000 }, () => stream.random());
    for (let i = 0; i < 10_000; i++) stream.empirical(values);
  }).timeout(5_000);
});

describe("a distribution has its mean and variance:", () => {
  const distributions: [string, (stream: RandomStream) => number, mean: number, variance: number][] = [
    ["uniform", (s) => s.uniform(2, 4), 3, 1 / 3],
    ["integer", (s) => s.integer(1, 6), 3.5, 35 / 12],
    ["exponential", (s) => s.exponential(3), 3, 9],
    ["normal", (s) => s.normal(5, 2), 5, 4],
    ["lognormal", (s) => s.lognormal(0, 0.5), Math.exp(0.125), Math.expm1(0.25) * Math.exp(0.25)],
    ["gamma", (s) => s.gamma(2.5, 2), 5, 10],
    ["gamma with a small shape", (s) => s.gamma(0.5, 2), 1, 2],
    ["Erlang", (s) => s.erlang(4, 2), 2, 1],
    ["Weibull", (s) => s.weibull(2, 1), Math.sqrt(Math.PI) / 2, 1 - Math.PI / 4],
    ["triangular", (s) => s.triangular(0, 1, 5), 2, (25 + 1 - 5) / 18],
    ["Poisson", (s) => s.poisson(3), 3, 3],
    ["Poisson with a large mean", (s) => s.poisson(40), 40, 40],
    ["discrete", (s) => s.discrete([1, 2, 3], [1, 0, 1]), 2, 1],
    ["discrete without weights", (s) => s.discrete([0, 2]), 1, 1],
    ["empirical", (s) => s.empirical([4, 0]), 2, 16 / 12],
  ];
  for (const [name, draw, expectedMean, variance] of distributions) {
    it(name, () => {
      const stream = new RandomStreams(2026).stream(name);
      const values = Array.from({ length: DRAWS }, () => draw(stream));
      assertNear(mean(values), expectedMean, Math.sqrt(variance / DRAWS));
      const squares = values.map((value) => (value - expectedMean) ** 2);
      assertNear(mean(squares), variance, Math.sqrt(mean(squares.map((square) => (square - variance) ** 2)) / DRAWS));
    });
  }

  it("and refuses parameters outside its domain", () => {
    const stream = new RandomStreams(1).stream("a");
    const { POSITIVE_INFINITY: infinity, NaN: none } = Number;
    const mistakes: (() => unknown)[] = [
      () => stream.exponential(0),
      () => stream.exponential(Number.NaN),
      () => stream.uniform(2, 1),
      () => stream.integer(1.5, 2),
      () => stream.normal(0, -1),
      () => stream.gamma(0, 1),
      () => stream.erlang(1.5, 1),
      () => stream.weibull(1, Number.NaN),
      () => stream.triangular(0, 2, 1),
      () => stream.poisson(-1),
      () => stream.discrete([]),
      () => stream.discrete([1], [0]),
      () => stream.empirical([]),
      () => stream.gamma(infinity, 1),
      () => stream.gamma(1, infinity),
      () => stream.weibull(1, infinity),
      () => stream.exponential(infinity),
      () => stream.normal(infinity, 1),
      () => stream.discrete(["a", "b"], [infinity, 1]),
      () => stream.uniform(-infinity, infinity),
      () => stream.uniform("5" as any, "6" as any),
      () => stream.normal("5" as any, 1),
      () => stream.triangular(-infinity, 0, 1),
      () => stream.empirical([1, none, 2]),
    ];
    for (const mistake of mistakes) assertRefused("invalid-argument", /:/, mistake);
  });
});

/** Within four standard errors: with the seeds fixed the outcome is too. */
function assertNear(value: number, expected: number, standardError: number): void {
  assert(Math.abs(value - expected) <= 4 * standardError, `${value} is not ${expected} ± 4 × ${standardError}`);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
