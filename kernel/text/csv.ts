/** Lines of cells as comma-separated values, as RFC 4180 has them. */
export function csvLines(lines: readonly (readonly string[])[]): string {
  return `${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** Spreadsheets run cells that begin like a formula: a text that does gets an apostrophe, a number stays. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !Number.isFinite(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
