import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { SimulationError } from "../errors.ts";
import { inOrder } from "./inOrder.ts";
import { poissonByMultiplication, poissonByRejection } from "./poisson.ts";

/**
 * Draws from the usual distributions. Means and scales have the unit of the result: seconds, where delays are drawn.
 *
 * Every method throws `SimulationError` "invalid-argument" on parameters outside its domain, `NaN` included.
 */
export class RandomStream {
  private readonly generator: RandomGenerator;
  private spareNormal: number | null = null;

  /** @param generator draws 32 random bits at a time; see `RandomStreams` */
  constructor(generator: RandomGenerator) {
    this.generator = generator;
  }

  /** From 0 (included) to 1 (excluded), 53 random bits. */
  random(): number {
    return uniformFloat64(this.generator);
  }

  /** Any number from `low` to `high`. */
  uniform(low: number, high: number): number {
    if (!(high >= low)) refuse(`uniform: high (${high}) is below low (${low})`);
    if (!(Number.isFinite(low) && Number.isFinite(high - low)))
      refuse(`uniform: ${low} to ${high} is no range of finite numbers`);
    return low + (high - low) * this.random();
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && high >= low && high - low < 2 ** 53))
      refuse(`integer: ${low} to ${high} is no range of whole numbers below 2^53`);
    return low + Math.floor(this.random() * (high - low + 1));
  }

  /** Time between events that come at random, with a mean. (`random.expovariate(1 / mean)` in Python.) */
  exponential(mean: number): number {
    if (!(mean > 0 && Number.isFinite(mean)))
      refuse(`exponential: the mean (${mean}) must be a finite number, more than zero`);
    return -mean * Math.log(1 - this.random());
  }

  /** Source: Marsaglia's polar method (1964). */
  normal(mean: number, standardDeviation: number): number {
    if (!(standardDeviation >= 0 && Number.isFinite(mean) && Number.isFinite(standardDeviation)))
      refuse(`normal: mean ${mean}, standard deviation ${standardDeviation}`);
    return mean + standardDeviation * this.standardNormal();
  }

  /** `exp` of a normal variable with mean `mu` and standard deviation `sigma`. */
  lognormal(mu: number, sigma: number): number {
    return Math.exp(this.normal(mu, sigma));
  }

  /** Mean `shape * scale`. Source: Marsaglia and Tsang (2000), "A simple method for generating gamma variables". */
  gamma(shape: number, scale: number): number {
    demandShape("gamma", shape, scale);
    if (shape < 1) return this.gamma(shape + 1, scale) * (1 - this.random()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.standardNormal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.random()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  }

  /** Sum of `phases` exponential times, with a mean in all. */
  erlang(phases: number, mean: number): number {
    if (!(Number.isInteger(phases) && phases > 0)) refuse(`erlang: ${phases} is no number of phases`);
    if (!(mean > 0 && Number.isFinite(mean)))
      refuse(`erlang: the mean (${mean}) must be a finite number, more than zero`);
    return this.gamma(phases, mean / phases);
  }

  /** Source: inversion, `scale * (-ln U)^(1/shape)`. */
  weibull(shape: number, scale: number): number {
    demandShape("weibull", shape, scale);
    return scale * (-Math.log(1 - this.random())) ** (1 / shape);
  }

  /** From `low` to `high`, most often near `mode`. */
  triangular(low: number, mode: number, high: number): number {
    if (!(low <= mode && mode <= high)) refuse(`triangular: mode (${mode}) is not between ${low} and ${high}`);
    if (!(Number.isFinite(low) && Number.isFinite(high - low)))
      refuse(`triangular: ${low} to ${high} is no range of finite numbers`);
    if (low === high) return low;
    const u = this.random();
    const share = (mode - low) / (high - low);
    if (u < share) return low + Math.sqrt(u * share) * (high - low);
    return high - Math.sqrt((1 - u) * (1 - share)) * (high - low);
  }

  /** A count of random events, with a mean. */
  poisson(mean: number): number {
    if (!(mean >= 0 && Number.isFinite(mean))) refuse(`poisson: the mean (${mean}) must be zero or more`);
    const random = () => this.random();
    return mean < 10 ? poissonByMultiplication(mean, random) : poissonByRejection(mean, random);
  }

  /** One of the choices, each as likely as its weight says (default: all alike). */
  discrete<T>(choices: readonly T[], weights?: readonly number[]): T {
    if (!(choices.length > 0)) refuse("discrete: there are no choices");
    if (weights === undefined) return choices[Math.floor(this.random() * choices.length)]!;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const sound = weights.length === choices.length && weights.every((weight) => weight >= 0) && total > 0;
    if (!(sound && Number.isFinite(total)))
      refuse("discrete: one finite weight for each choice, zero or more, not all zero");
    let left = this.random() * total;
    const place = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    // Rounding may leave a crumb behind the last weight that counts.
    return choices[place >= 0 ? place : weights.findLastIndex((weight) => weight > 0)]!;
  }

  /** From the continuous distribution that has the given values as its quantiles, linear between neighbours. */
  empirical(values: readonly number[]): number {
    if (!(values.length > 0)) refuse("empirical: there are no values");
    const sorted = inOrder(values);
    const place = this.random() * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below]!;
    const share = place - below;
    return low * (1 - share) + (sorted[below + 1] ?? low) * share;
  }

  private standardNormal(): number {
    if (this.spareNormal !== null) {
      const spare = this.spareNormal;
      this.spareNormal = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.random() - 1;
      const y = 2 * this.random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const stretch = Math.sqrt((-2 * Math.log(square)) / square);
      this.spareNormal = y * stretch;
      return x * stretch;
    }
  }
}

function demandShape(distribution: string, shape: number, scale: number): void {
  if (!(shape > 0 && scale > 0 && Number.isFinite(shape) && Number.isFinite(scale)))
    refuse(`${distribution}: shape (${shape}) and scale (${scale}) must be finite numbers, more than zero`);
}

/** Called only where it is needed, since a sentence with numbers takes longer to make than to draw. */
function refuse(fault: string): never {
  throw new SimulationError("invalid-argument", fault);
}
