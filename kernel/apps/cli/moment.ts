import { momentOf } from "../../query/index.ts";

/**
 * A moment as people give it, read as the filter language does: a day (`2026-03-01`, `today`), a time (`2026-03-01T12:00Z`),
 * or an age (`90m`, `12h`, `7d`, `4w`) before now. ISO 8601 in UTC.
 */
export function moment(option: string, text: string, now = new Date()): string {
  const found = momentOf(text, now);
  if (found !== undefined) return found;
  throw new Error(
    `${option}: "${text}" is no moment: write a day such as 2026-03-01, a time such as 2026-03-01T12:00Z, or an age such as 12h or 7d.`,
  );
}
