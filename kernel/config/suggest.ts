import { distance } from "fastest-levenshtein";

/** The candidate that was probably meant: the nearest by edit distance, if it is near at all. */
export function suggestName(name: string, candidates: Iterable<string>): string | undefined {
  const plain = simplified(name);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(plain.length * 0.4)) + 1;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const other = simplified(candidate);
    if (Math.abs(other.length - plain.length) >= bestDistance) continue;
    const between = editDistance(plain, other);
    // Short names that differ in every letter are near only because they are short.
    if (between < bestDistance && between < Math.max(plain.length, other.length)) {
      best = candidate;
      bestDistance = between;
    }
  }
  return best;
}

/**
 * As `suggestName`, for the keys of a table that stays the same from keystroke to keystroke: what was found is remembered.
 * Of very many keys only the first some are considered.
 */
export function suggestKey(name: string, table: ReadonlyMap<string, unknown>): string | undefined {
  let known = remembered.get(table);
  if (known === undefined) {
    known = { suggestions: new Map(), names: [...table.keys()].slice(0, considered) };
    remembered.set(table, known);
  }
  if (!known.suggestions.has(name)) known.suggestions.set(name, suggestName(name, known.names));
  return known.suggestions.get(name);
}

/** Some keys of a table, to be listed in a sentence. */
export function someKeys(table: ReadonlyMap<string, unknown>): string[] {
  return [...table.keys()].slice(0, listed);
}

const considered = 1000;
const listed = 20;

interface Remembered {
  readonly names: readonly string[];
  readonly suggestions: Map<string, string | undefined>;
}

const remembered = new WeakMap<ReadonlyMap<string, unknown>, Remembered>();

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
