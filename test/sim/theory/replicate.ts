import assert from "node:assert/strict";
import { RandomStreams, Tally } from "../../../kernel/sim/index.ts";

const REPLICATIONS = 20;

/** Two-sided 99.9 % quantile of Student's t with 19 degrees of freedom. */
const T = 3.883;

/**
 * Run a model several times with independent random numbers, and compare the mean of each figure with its closed form.
 *
 * The replications are independent, so their spread gives an honest confidence interval (Law, "Simulation Modeling and Analysis", 9.5.2);
 * each model leaves its warm-up out by itself. A closed form outside the 99.9 % interval fails, as does an interval too wide to mean much.
 *
 * @param expected the closed form of each figure
 */
export function assertAgrees<K extends string>(
  expected: Record<K, number>,
  model: (streams: RandomStreams) => Record<K, number>,
): void {
  const results = Array.from({ length: REPLICATIONS }, (_, number) =>
    model(new RandomStreams(`replication ${number}`)),
  );
  for (const figure of Object.keys(expected) as K[]) {
    const tally = new Tally();
    for (const result of results) tally.record(result[figure]);
    const halfWidth = (T * tally.standardDeviation) / Math.sqrt(REPLICATIONS);
    const found = `${figure}: ${tally.mean} ± ${halfWidth}, closed form ${expected[figure]}`;
    assert(Math.abs(tally.mean - expected[figure]) <= halfWidth, found);
    assert(halfWidth < 0.25 * expected[figure], `too wide: ${found}`);
  }
}
