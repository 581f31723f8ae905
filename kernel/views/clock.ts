/** How wall-clock times are written for people: `timeZone` as Intl names it; default: the machine's. */
export interface ClockOptions {
  readonly now: Date;
  readonly timeZone?: string;
}

/** As short as it stays clear: `14:03` today, `Tue 14:03` within six days, else `2026-11-03 14:03`. */
export function startedAt(iso: string, { now, timeZone }: ClockOptions): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const [day, today] = [dayOf(time, timeZone), dayOf(now, timeZone)];
  if (day === today) return clockTime(time, timeZone, false);
  const age = now.getTime() - time.getTime();
  if (age > 0 && age < 6 * 86_400_000) return `${weekday(time, timeZone)} ${clockTime(time, timeZone, false)}`;
  return `${day} ${clockTime(time, timeZone, false)}`;
}

/** `2026-11-03 14:03:22`. */
export function fullTime(iso: string, timeZone?: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${dayOf(time, timeZone)} ${clockTime(time, timeZone, true)}`;
}

/** `2026-11-03`, in the time zone: what counts as one day for whoever looks. */
export function dayOf(time: Date, timeZone?: string): string {
  // Sweden writes dates as ISO 8601 does.
  return format("sv-SE", { year: "numeric", month: "2-digit", day: "2-digit" }, timeZone).format(time);
}

/** Between two ISO times; null while there is no end. */
export function elapsedMs(start: string, end: string | null): number | null {
  if (end === null) return null;
  const elapsed = Date.parse(end) - Date.parse(start);
  return Number.isFinite(elapsed) ? Math.max(0, elapsed) : null;
}

/** `12 ms`, `3.4 s`, `2 min 5 s`, `3 h 20 min`, `2 d 4 h`. */
export function elapsedText(milliseconds: number): string {
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${String(Number(seconds.toFixed(1)))} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return pair(whole, 60, "min", "s");
  if (whole < 86_400) return pair(Math.round(whole / 60), 60, "h", "min");
  return pair(Math.round(whole / 3600), 24, "d", "h");
}

function pair(value: number, base: number, large: string, small: string): string {
  const rest = value % base;
  const whole = `${String(Math.floor(value / base))} ${large}`;
  return rest === 0 ? whole : `${whole} ${String(rest)} ${small}`;
}

function clockTime(time: Date, timeZone: string | undefined, seconds: boolean): string {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hour12: false };
  return format("sv-SE", seconds ? { ...options, second: "2-digit" } : options, timeZone).format(time);
}

function weekday(time: Date, timeZone: string | undefined): string {
  return format("en-GB", { weekday: "short" }, timeZone).format(time);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are slow to make and a list has many times. */
function format(
  locale: string,
  options: Intl.DateTimeFormatOptions,
  timeZone: string | undefined,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options, timeZone]);
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, timeZone === undefined ? options : { ...options, timeZone });
    formats.set(key, known);
  }
  return known;
}
