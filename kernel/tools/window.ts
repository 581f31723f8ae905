/** A stretch of simulated time, in seconds; undefined for all of it. */
export function windowOf(
  from: number | undefined,
  to: number | undefined,
): { readonly from: number; readonly to: number } | undefined {
  if (from === undefined && to === undefined) return undefined;
  const window = { from: from ?? 0, to: to ?? Number.MAX_VALUE };
  if (window.to >= window.from) return window;
  throw new RangeError(`to ${String(to)} is earlier than from ${String(from)}: nothing lies between them.`);
}
