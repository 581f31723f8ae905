import type { Json } from "../model/index.ts";

/** A value as one line of plain text, at most `length` characters. */
export function valueText(value: Json | undefined, length = 200): string {
  if (value === undefined) return "";
  return shortened(typeof value === "string" ? value : JSON.stringify(value), length);
}

/** One line: names, values and errors come from users and may hold anything. */
export function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** Simulated seconds in ten significant digits: sums of decimal fractions drift in the digits after. */
export function simulatedText(seconds: number): string {
  return `${Number.isFinite(seconds) ? String(Number(seconds.toPrecision(10))) : String(seconds)} s`;
}

export { groupedNumber } from "../model/index.ts";
