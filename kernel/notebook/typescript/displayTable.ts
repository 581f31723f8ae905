import { inspect } from "node:util";

const mostRows = 100;
const mostColumns = 40;

export type Row = Readonly<Record<string, unknown>>;

/** A list of plain objects reads best as a table. */
export function isTable(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isPlain(row) && Object.keys(row).length > 0);
}

/** As HTML and as aligned text: the first hundred rows, and how many more there are. */
export function displayTable(rows: readonly Row[]): { readonly "text/html": string; readonly "text/plain": string } {
  const shown = rows.slice(0, mostRows);
  const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))].slice(0, mostColumns);
  const cells = shown.map((row) => columns.map((column) => row[column]));
  const more = rows.length > mostRows ? `${(rows.length - mostRows).toLocaleString("en")} more rows` : "";
  return { "text/html": htmlTable(columns, cells, more), "text/plain": textTable(columns, cells, more) };
}

function htmlTable(columns: readonly string[], rows: readonly (readonly unknown[])[], more: string): string {
  // Said of each column: some programs' own style aligns all to the right.
  const align = columns.map((_, index) => (isNumeric(rows, index) ? "right" : "left"));
  const cell = (name: "th" | "td", text: string, index: number) =>
    `<${name} style="text-align:${align[index]!}">${escaped(text)}</${name}>`;
  const head = columns.map((column, index) => cell("th", column, index)).join("");
  const body = rows
    .map((row) => `<tr>${row.map((value, index) => cell("td", textOf(value), index)).join("")}</tr>`)
    .join("\n");
  const foot = more === "" ? "" : `\n<p>${more}</p>`;
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>${foot}`;
}

function textTable(columns: readonly string[], rows: readonly (readonly unknown[])[], more: string): string {
  const lines = [columns, ...rows.map((row) => row.map(textOf))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
  const right = columns.map((_, index) => isNumeric(rows, index));
  const aligned = lines.map((line) =>
    line
      .map((text, index) => (right[index] === true ? text.padStart(widths[index]!) : text.padEnd(widths[index]!)))
      .join("  ")
      .trimEnd(),
  );
  return [...aligned, ...(more === "" ? [] : [more])].join("\n");
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 10, maxStringLength: 100 });
}

/** Of a column. */
function isNumeric(rows: readonly (readonly unknown[])[], index: number): boolean {
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
