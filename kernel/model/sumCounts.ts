type Counts = Readonly<Record<string, number>>;

/** Counts of two parts of one execution, as those of both. Names may be any texts, `__proto__` too, which cannot be assigned. */
export function sumCounts(one: Counts, other: Counts): Record<string, number> {
  const sums = new Map(Object.entries(one));
  for (const [name, count] of Object.entries(other)) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}
