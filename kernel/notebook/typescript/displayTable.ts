import { inspect } from "node:util";
import { groupedNumber } from "../../timeline/index.ts";

/** Rows that are seen at once, and those that one fold holds. */
const rowsAtOnce = 100;
const mostColumns = 40;
/** A table goes into its notebook's file. */
const mostCells = 20_000;

export type Row = Readonly<Record<string, unknown>>;

/** A list of plain objects reads best as a table. */
export function isTable(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isPlain(row) && Object.keys(row).length > 0);
}

/** How a table is seen. */
export interface TableOptions {
  /** Rows that are seen at once as HTML. Default a hundred. */
  readonly atOnce?: number;
  /** Those rows alone, for what is shown anew again and again. Default false: as HTML the next ones can be unfolded. */
  readonly brief?: boolean;
  /** As text all rows, for a terminal. Default false: the first hundred. */
  readonly wholeText?: boolean;
}

/**
 * As HTML and as aligned text: the first hundred rows, and how many more there are. As HTML the next ones are folded away by the hundred, which costs a page
 * nothing until they are unfolded, up to twenty thousand cells.
 */
export function displayTable(
  rows: readonly Row[],
  { atOnce = rowsAtOnce, brief = false, wholeText = false }: TableOptions = {},
): { readonly "text/html": string; readonly "text/plain": string } {
  const reached = wholeText ? rows : rows.slice(0, brief ? rowsAtOnce : mostCells);
  const columns = [...new Set(reached.flatMap((row) => Object.keys(row)))].slice(0, mostColumns);
  const cells = reached.map((row) => columns.map((column) => row[column]));
  const held = brief ? atOnce : Math.max(1, Math.floor(mostCells / columns.length / rowsAtOnce)) * rowsAtOnce;
  return {
    "text/html": htmlTables(columns, cells.slice(0, held), rows.length, atOnce),
    "text/plain": textTable(columns, wholeText ? cells : cells.slice(0, rowsAtOnce), rows.length),
  };
}

type Cells = readonly (readonly unknown[])[];

function htmlTables(columns: readonly string[], rows: Cells, all: number, atOnce: number): string {
  // Said of each column: some programs' own style aligns all to the right.
  const align = columns.map((_, index) => (isNumeric(rows, index) ? "right" : "left"));
  const parts = [htmlTable(columns, rows.slice(0, atOnce), align)];
  for (let first = atOnce; first < rows.length; first += rowsAtOnce) {
    const some = rows.slice(first, first + rowsAtOnce);
    const title = `Rows ${groupedNumber(first + 1)} to ${groupedNumber(first + some.length)}`;
    parts.push(`<details><summary>${title}</summary>\n${htmlTable(columns, some, align)}\n</details>`);
  }
  const more = moreThan(rows, all);
  return [...parts, ...(more === "" ? [] : [`<p>${more}</p>`])].join("\n");
}

function htmlTable(columns: readonly string[], rows: Cells, align: readonly string[]): string {
  const cell = (name: "th" | "td", text: string, index: number) =>
    `<${name} style="text-align:${align[index]!}">${escaped(text)}</${name}>`;
  const head = columns.map((column, index) => cell("th", column, index)).join("");
  const body = rows
    .map((row) => `<tr>${row.map((value, index) => cell("td", textOf(value), index)).join("")}</tr>`)
    .join("\n");
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function moreThan(shown: Cells, all: number): string {
  return all > shown.length ? `${groupedNumber(all - shown.length)} more rows` : "";
}

function textTable(columns: readonly string[], rows: Cells, all: number): string {
  const lines = [columns, ...rows.map((row) => row.map(textOf))];
  const widths = columns.map((_, index) => lines.reduce((widest, line) => Math.max(widest, line[index]!.length), 0));
  const right = columns.map((_, index) => isNumeric(rows, index));
  const aligned = lines.map((line) =>
    line
      .map((text, index) => (right[index] === true ? text.padStart(widths[index]!) : text.padEnd(widths[index]!)))
      .join("  ")
      .trimEnd(),
  );
  const more = moreThan(rows, all);
  return [...aligned, ...(more === "" ? [] : [more])].join("\n");
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 10, maxStringLength: 100 });
}

/** Of a column. */
function isNumeric(rows: Cells, index: number): boolean {
  return rows.every((row) => row[index] === undefined || isNumber(row[index]));
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function isPlain(value: unknown): value is Row {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype || prototype === null;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
