/** A day as people count it: in the time zone of this machine. */
export interface LocalDay {
  /** `2026-11-03`. */
  readonly name: string;
  /** ISO 8601 in UTC; the second is no longer part of it. */
  readonly startedFrom: string;
  readonly startedBefore: string;
}

/** The day that a moment, ISO 8601, lies in. */
export function localDay(moment: string): LocalDay {
  const date = new Date(moment);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    name: `${String(year).padStart(4, "0")}-${two(month + 1)}-${two(day)}`,
    startedFrom: new Date(year, month, day).toISOString(),
    startedBefore: new Date(year, month, day + 1).toISOString(),
  };
}
