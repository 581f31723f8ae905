const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A number, with a unit of time where the field counts in one: `1.5`, `2h` for a field in seconds is 7200. */
export function numberOf(text: string, unit: "s" | "ms" | undefined): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(ms|s|min|m|h|d|w)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const value = Number(match[1]);
  if (!Number.isFinite(value)) return undefined;
  if (match[2] === undefined) return value;
  if (unit === undefined) return undefined;
  return (value * milliseconds[match[2].toLowerCase()]!) / (unit === "s" ? 1000 : 1);
}

/** A moment as ISO 8601 in UTC: an age (`7d`), `today`, `yesterday`, a local day, or a time as ISO 8601 has it. */
export function momentOf(text: string, now: Date): string | undefined {
  const age = /^(\d+(?:\.\d+)?)(ms|s|min|m|h|d|w)$/i.exec(text);
  if (age !== null) return iso(now.getTime() - Number(age[1]) * milliseconds[age[2]!.toLowerCase()]!);
  if (text === "now") return iso(now.getTime());
  if (text === "today" || text === "yesterday") {
    const days = text === "today" ? 0 : 1;
    return iso(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime());
  }
  const day = /^(\d{4})-(\d{2})-(\d{2})(T.*)?$/.exec(text);
  if (day === null) return undefined;
  const date = new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
  // Both ways of making a date take 30 February for 2 March, and one of them takes the year 26 for 1926.
  if (date.getFullYear() !== Number(day[1]) || date.getMonth() !== Number(day[2]) - 1) return undefined;
  return iso(day[4] === undefined ? date.getTime() : Date.parse(text));
}

function iso(time: number): string | undefined {
  return Math.abs(time) <= 8.64e15 && !Number.isNaN(time) ? new Date(time).toISOString() : undefined;
}

/** `*` stands for any text, `?` for one character; letters of the ASCII alphabet fit in either case, as in SQLite's LIKE. */
export function globMatcher(glob: string, anywhere: boolean): (text: string) => boolean {
  const pattern = [...asciiLower(anywhere ? `*${glob}*` : glob)];
  return (text) => fits([...asciiLower(text)], pattern);
}

/** The greedy way: only the last star is ever tried again, so that no pattern takes longer than text times pattern. */
function fits(text: readonly string[], pattern: readonly string[]): boolean {
  let t = 0;
  let p = 0;
  let star = -1;
  let starAt = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p;
      starAt = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      starAt += 1;
      t = starAt;
      p = star + 1;
    } else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** The same as a LIKE pattern, with `\` as escape. */
export function likePattern(glob: string, anywhere: boolean): string {
  const escaped = glob
    .replace(/[\\%_]/g, "\\$&")
    .replace(/\*/g, "%")
    .replace(/\?/g, "_");
  return anywhere ? `%${escaped}%` : escaped;
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
