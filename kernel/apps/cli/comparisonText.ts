import { textTable } from "../../timeline/textTable.ts";
import { type Comparison, comparisonTables, type Parting, partingLines } from "../../views/index.ts";

/**
 * A comparison as tables, and where the traces part. In a terminal too narrow for that the executions are numbered, values are cut, and
 * what can be told from the values is left out.
 */
export function comparisonText(comparison: Comparison, partings: readonly Parting[], width: number): string {
  const { executionIds } = comparison;
  const tables = comparisonTables(comparison).map((rows) => rows.map((row) => row.map(shortHash)));
  const whole = tables.map((rows) => tableText(rows));
  const fits = whole
    .join("\n")
    .split("\n")
    .every((line) => line.length <= width);
  const traces = partings.map((parting) => partingLines(executionIds[0]!, parting).join("\n"));
  return [...(fits ? whole : narrowed(tables, executionIds, width)), ...traces].join("\n\n");
}

/** Which number is which execution, and the tables with these numbers as titles. */
function narrowed(tables: readonly string[][][], executionIds: readonly string[], width: number): string[] {
  const numbers = new Map(executionIds.map((id, place) => [id, String(place + 1)]));
  const numbered = tables.map(([titles, ...rows]) => [titles!.map((title) => numbers.get(title) ?? title), ...rows]);
  return [
    executionIds.map((id) => `${numbers.get(id)!}  ${id}`).join("\n"),
    ...numbered.map((rows) => tableText(rows, width)),
  ];
}

/** The first row has the titles. With a width the values share what the names leave of it. */
function tableText([titles, ...rows]: readonly string[][], width = Number.POSITIVE_INFINITY): string {
  const names = Math.max(...rows.map(([name]) => name!.length));
  const room = Math.max(12, Math.floor((width - names) / (titles!.length - 1)) - 2);
  const columns = titles!.map((title, place) => ({
    title,
    cell: (row: readonly string[]) => row[place]!,
    ...(place > 0 ? { maximum: room } : {}),
    // Both can be told from the values.
    spare: title === "difference" || title === "ratio",
  }));
  return textTable(rows, columns, width).join("\n");
}

/** Enough of a SHA-256 to tell two apart; the other formats have all of it. */
function shortHash(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}
