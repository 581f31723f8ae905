import type { Json } from "../../model/index.ts";
import { csvLines } from "../../text/csv.ts";
import { type Comparison, type ComparisonRow, comparisonSections } from "./compareExecutions.ts";

/** Cells of a table, the first row its headings. */
export type ComparisonTable = readonly (readonly string[])[];

/** A table for each section that has rows; numbers in ten digits, difference and ratio where only two are compared. */
export function comparisonTables(comparison: Comparison): ComparisonTable[] {
  const [, second, third] = comparison.executionIds;
  return comparisonSections.flatMap((section) => {
    const rows = comparison.rows.filter((row) => row.section === section);
    if (rows.length === 0) return [];
    const shown = section === "metric" && second !== undefined && third === undefined;
    const width = comparison.executionIds.length + (shown ? 2 : 0);
    const heading = [section, ...comparison.executionIds, "difference", "ratio"].slice(0, width + 1);
    const lines = rows.map((row) => [named(row), ...cells(comparison, row, short).slice(3, width + 3)]);
    return [[heading, ...lines.map((line) => line.map(orDash))]];
  });
}

function orDash(cell: string): string {
  return cell === "" ? "-" : cell.replace(/\s+/g, " ");
}

/** Comma-separated values as RFC 4180 has them, numbers in full precision, with difference and ratio columns. */
export function comparisonCsv(comparison: Comparison): string {
  const lines = [headings(comparison), ...comparison.rows.map((row) => cells(comparison, row, String))];
  return csvLines(lines);
}

/** A Markdown table, as GitHub and notebooks show it. */
export function comparisonMarkdown(comparison: Comparison): string {
  const head = headings(comparison);
  const lines = [
    head,
    head.map((_, column) => (column < 3 ? "---" : "---:")),
    ...comparison.rows.map((row) => cells(comparison, row, short)),
  ];
  return `${lines.map((line, i) => `| ${line.map(i === 1 ? (cell) => cell : markdownCell).join(" | ")} |`).join("\n")}\n`;
}

function headings({ executionIds }: Comparison): string[] {
  const others = executionIds.slice(1);
  return ["section", "name", "unit", ...executionIds, ...others.flatMap((id) => [`${id} difference`, `${id} ratio`])];
}

function cells({ executionIds }: Comparison, row: ComparisonRow, number: (value: number) => string): string[] {
  const figure = (value: number | null | undefined): string => (value == null ? "" : number(value));
  const others = executionIds
    .slice(1)
    .flatMap((_, i) => [figure(row.differences?.[i + 1]), figure(row.ratios?.[i + 1])]);
  return [row.section, row.name, row.unit ?? "", ...row.values.map((value) => text(value, number)), ...others];
}

function named({ name, unit }: ComparisonRow): string {
  return unit === undefined ? name : `${name} (${unit})`;
}

function text(value: Json | undefined, number: (value: number) => string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return number(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function short(value: number): string {
  return String(Number(value.toPrecision(10)));
}

function markdownCell(value: string): string {
  const line = value.replace(/\s+/g, " ");
  return line
    .replace(/[\\|`*_[\]]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}
