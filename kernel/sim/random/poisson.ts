/** For small means. Source: Knuth, The Art of Computer Programming, volume 2, 3.4.1. */
export function poissonByMultiplication(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count += 1;
  }
  return count;
}

/** For means of 10 and more. Source: W. Hörmann (1993), "The transformed rejection method for generating Poisson random variables", PTRS. */
export function poissonByRejection(mean: number, random: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random() - 0.5;
    const v = 1 - random();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= logProbability(k, mean)) return k;
  }
}

/** From this mean on, the terms of the logarithm below are so large that little of their sum is left. */
const LARGE_MEAN = 1e8;

function logProbability(k: number, mean: number): number {
  if (mean < LARGE_MEAN) return k * Math.log(mean) - mean - logFactorial(k);
  return -0.5 * Math.log(2 * Math.PI * k) - deviance(k, mean);
}

/** `k log(k / mean) + mean - k` without cancellation. Source: C. Loader (2000), "Fast and accurate computation of binomial probabilities", bd0. */
function deviance(k: number, mean: number): number {
  const difference = k - mean;
  const v = difference / (k + mean);
  if (Math.abs(v) > 0.1) return k * Math.log(k / mean) - difference;
  let sum = difference * v;
  let power = 2 * k * v;
  for (let j = 1; j < 20; j++) {
    power *= v * v;
    sum += power / (2 * j + 1);
  }
  return sum;
}

/** Natural logarithm of `n!`: exact products first, then Stirling's series. */
function logFactorial(n: number): number {
  if (n < 20) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}
