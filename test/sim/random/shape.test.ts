import assert from "node:assert/strict";
import { type RandomStream, RandomStreams } from "../../../kernel/sim/index.ts";

const DRAWS = 50_000;

/** Kolmogorov's 99.9 % quantile, for the greatest distance times the square root of the number of draws. */
const LARGEST_DISTANCE = 1.95;

describe("a distribution has its shape:", () => {
  const distributions: [string, (stream: RandomStream) => number, share: (x: number) => number][] = [
    ["uniform", (s) => s.uniform(2, 4), (x) => (x - 2) / 2],
    ["exponential", (s) => s.exponential(3), (x) => -Math.expm1(-x / 3)],
    ["normal", (s) => s.normal(5, 2), (x) => normalShare((x - 5) / 2)],
    ["lognormal", (s) => s.lognormal(1, 0.5), (x) => normalShare((Math.log(x) - 1) / 0.5)],
    ["gamma", (s) => s.gamma(3, 2), (x) => erlangShare(3, x / 2)],
    ["gamma of shape one", (s) => s.gamma(1, 2), (x) => -Math.expm1(-x / 2)],
    ["gamma with a small shape", (s) => s.gamma(0.5, 2), (x) => 2 * normalShare(Math.sqrt(x)) - 1],
    ["Erlang", (s) => s.erlang(4, 2), (x) => erlangShare(4, 2 * x)],
    ["Weibull", (s) => s.weibull(0.5, 3), (x) => -Math.expm1(-Math.sqrt(x / 3))],
    ["triangular", (s) => s.triangular(-1, 1, 5), (x) => (x < 1 ? (x + 1) ** 2 / 12 : 1 - (5 - x) ** 2 / 24)],
    ["triangular that rises", (s) => s.triangular(0, 1, 1), (x) => x * x],
    ["empirical", (s) => s.empirical([4, 0, 1]), (x) => (x < 1 ? x / 2 : 0.5 + (x - 1) / 6)],
  ];
  for (const [name, draw, share] of distributions) {
    it(name, () => {
      const stream = new RandomStreams(1).stream(name);
      const values = Float64Array.from({ length: DRAWS }, () => draw(stream)).sort();
      const distances = values.map((x, i) => Math.max(share(x) - i / DRAWS, (i + 1) / DRAWS - share(x)));
      const distance = distances.reduce((a, b) => Math.max(a, b)) * Math.sqrt(DRAWS);
      assert(distance < LARGEST_DISTANCE, String(distance));
    });
  }

  for (const mean of [0.5, 9.999, 10, 40]) {
    it(`Poisson with a mean of ${mean}`, () => {
      const stream = new RandomStreams(1).stream(`Poisson ${mean}`);
      const counts = new Map<number, number>();
      for (let i = 0; i < DRAWS; i++) {
        const drawn = stream.poisson(mean);
        counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
      }
      const likely = poissonProbabilities(mean).flatMap((probability, k) =>
        probability * DRAWS < 20 ? [] : ((counts.get(k) ?? 0) - probability * DRAWS) ** 2 / (probability * DRAWS),
      );
      const chiSquare = likely.reduce((sum, term) => sum + term);
      assert(chiSquare < likely.length + 4 * Math.sqrt(2 * likely.length), `${chiSquare} of ${likely.length}`);
    });
  }
});

/** Share of a standard normal variable below z. Source: Marsaglia (2004), "Evaluating the normal distribution". */
function normalShare(z: number): number {
  let [term, sum] = [z, z];
  for (let i = 3; Math.abs(term) > 1e-17; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI));
}

/** Share below x of the sum of phases of mean one: fewer than so many events of a Poisson process have come later. */
function erlangShare(phases: number, x: number): number {
  const fewer = poissonProbabilities(x).slice(0, phases);
  return 1 - fewer.reduce((sum, probability) => sum + probability);
}

function poissonProbabilities(mean: number): number[] {
  const probabilities = [Math.exp(-mean)];
  for (let k = 1; k < 100; k++) probabilities.push((probabilities[k - 1]! * mean) / k);
  return probabilities;
}
