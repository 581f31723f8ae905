/**
 * Bins of simulated time whose width is a power of two: doubling the width merges whole neighbours,
 * so thinning again and again gives what thinning once would have given.
 */
export function binWidthFor(span: number, bins: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  return 2 ** Math.ceil(Math.log2(span / bins));
}

export function binOf(time: number, width: number): number {
  return Math.floor(time / width);
}
