/** Exponential, mean 1, the same in `workloads.py`: made before any clock starts. */
export const SIZE = 1 << 16;
export const exponential = new Float64Array(SIZE);

let state = 12345;
for (let i = 0; i < SIZE; i++) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  exponential[i] = -Math.log((state + 0.5) / 4294967296);
}
