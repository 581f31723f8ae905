import type { TraceBatch } from "../model/index.ts";

/** Consecutive batches of one trace as one. They must follow each other without a gap. */
export function joinBatches(batches: readonly TraceBatch[]): TraceBatch {
  const [start] = batches;
  if (start === undefined) throw new RangeError("There is no batch to join.");
  if (batches.length === 1) return start;
  const length = batches.reduce((sum, batch) => sum + batch.length, 0);
  const kinds = new Uint8Array(length);
  const times = new Float64Array(length);
  const names = new Uint32Array(length);
  const values = new Float64Array(length);
  let at = 0;
  for (const batch of batches) {
    if (batch.first !== start.first + at) {
      throw new RangeError(`A batch starts at record ${batch.first} where ${start.first + at} is next.`);
    }
    kinds.set(batch.kinds, at);
    times.set(batch.times, at);
    names.set(batch.names, at);
    values.set(batch.values, at);
    at += batch.length;
  }
  return {
    first: start.first,
    length,
    kinds,
    times,
    names,
    values,
    texts: batches.flatMap((batch) => batch.texts),
    newNames: batches.flatMap((batch) => batch.newNames),
    firstName: start.firstName,
  };
}
