import { distance } from "fastest-levenshtein";

/** The candidate that was probably meant: the nearest by edit distance, if it is near at all. */
export function suggestName(name: string, candidates: Iterable<string>): string | undefined {
  const plain = simplified(name);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(plain.length * 0.4)) + 1;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const between = editDistance(plain, simplified(candidate));
    if (between < bestDistance) {
      best = candidate;
      bestDistance = between;
    }
  }
  return best;
}

/** Levenshtein's distance, with letters in the wrong order for one slip. */
function editDistance(a: string, b: string): number {
  const between = distance(a, b);
  return between === 2 && a.length === b.length && [...a].sort().join("") === [...b].sort().join("") ? 1 : between;
}

/** Case, hyphens and camelCase are the commonest slips: they cost nothing. */
function simplified(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}
