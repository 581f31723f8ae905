/** Formats are slow to make and a list has many numbers. */
const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });

/** In groups of three, with at most six decimals: `1,234,567`. What that would make a zero of, or three hundred digits, is written with a power of ten: `1e-9`. */
export function groupedNumber(value: number): string {
  const size = Math.abs(value);
  return size >= 1e21 || (size > 0 && size < 1e-6) ? String(Number(value.toPrecision(10))) : grouped.format(value);
}
