const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A moment as people give it: a date (`2026-03-01`, `2026-03-01T12:00Z`), or an age (`90m`, `12h`, `7d`, `4w`) before now. ISO 8601 in UTC. */
export function moment(text: string, now: number): string {
  const age = /^(\d+)([mhdw])$/.exec(text);
  const time = age === null ? Date.parse(text) : now - Number(age[1]) * units[age[2]!]!;
  if (Number.isNaN(time))
    throw new Error(`"${text}" is no moment: write a date such as 2026-03-01, or an age such as 12h or 7d.`);
  return new Date(time).toISOString();
}
