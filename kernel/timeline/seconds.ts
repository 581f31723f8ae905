/**
 * Simulated times as people read them. Sums of decimal fractions drift in the last digits (199.59999999999968):
 * ten significant digits show what is meant, `fullSeconds` shows what is there.
 */
export function shortSeconds(seconds: number): string {
  return `${shortNumber(seconds)} s`;
}

/** Ten significant digits, without trailing zeros. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(10)));
}

/** Every digit. */
export function fullSeconds(seconds: number): string {
  return `${String(seconds)} s`;
}

/** `181.6 s`, and from two minutes on also `3 min 1.6 s`. */
export function spokenSeconds(seconds: number): string {
  const short = shortSeconds(seconds);
  return Math.abs(seconds) < 120 ? short : `${short} (${clockSeconds(seconds)})`;
}

/** In days, hours, minutes and seconds, the two largest that matter and what is between: `2 h 0 min 5 s`. */
function clockSeconds(seconds: number): string {
  const sign = seconds < 0 ? "-" : "";
  // Rounding first keeps 119.9999999 from becoming "1 min 60 s".
  const rounded = Number(Math.abs(seconds).toPrecision(10));
  const days = Math.floor(rounded / 86_400);
  const hours = Math.floor((rounded % 86_400) / 3600);
  const minutes = Math.floor((rounded % 3600) / 60);
  const rest = shortNumber(Number((rounded % 60).toFixed(days > 0 ? 0 : 3)));
  const parts = [`${rest} s`];
  if (rounded >= 60) parts.unshift(`${String(minutes)} min`);
  if (rounded >= 3600) parts.unshift(`${String(hours)} h`);
  if (days > 0) parts.unshift(`${String(days)} d`);
  return sign + parts.join(" ");
}

/** Wall-clock milliseconds: `12 ms`, `3.4 s`, `2 min 5 s`. */
export function wallTime(milliseconds: number): string {
  if (milliseconds < 1) return "< 1 ms";
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))} ms`;
  if (milliseconds < 60_000) return `${String(Number((milliseconds / 1000).toFixed(1)))} s`;
  return clockSeconds(Math.round(milliseconds / 1000));
}

export { groupedNumber } from "../model/index.ts";
