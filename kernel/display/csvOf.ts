import type { Json } from "../model/index.ts";
import { csvLines } from "../text/csv.ts";
import { type ExecutionColumns, rowsOf } from "./columns.ts";

/**
 * Columns as comma-separated values (RFC 4180) with a line of names, for spreadsheets, pandas and R: numbers in full precision, nothing
 * where there is no value, lists as JSON. A text that begins like a formula gets an apostrophe, since spreadsheets would run it.
 *
 * @example await writeFile("executions.csv", csvOf(columnsOf(await executions({ limit: Infinity }))))
 */
export function csvOf(columns: ExecutionColumns): string {
  return csvOfRows(Object.keys(columns), rowsOf(columns));
}

/** The same of rows, with the names of their columns. */
export function csvOfRows(names: readonly string[], rows: readonly Readonly<Record<string, Json>>[]): string {
  // Of no executions: not even a line, which would be read as one that is empty.
  if (names.length === 0) return "";
  return csvLines([names, ...rows.map((row) => names.map((name) => written(row[name])))]);
}

function written(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
