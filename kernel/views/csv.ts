import type { Json } from "../model/index.ts";

/** Lines of cells as comma-separated values, as RFC 4180 has them. */
export function csvLines(lines: readonly (readonly string[])[]): string {
  return `${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** Rows with their column names above them; numbers in full precision, what is null or missing as an empty cell, lists and tables as JSON. */
export function csvText(rows: readonly Readonly<Record<string, Json>>[]): string {
  if (rows.length === 0) return "";
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csvLines([columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))]);
}

function cellText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Spreadsheets run cells that begin like a formula: a text that does gets an apostrophe, a number stays. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !Number.isFinite(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
