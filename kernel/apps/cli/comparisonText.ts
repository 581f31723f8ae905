import { textTable } from "../../timeline/textTable.ts";
import { type Comparison, comparisonTables, type Parting, partingLines } from "../../views/index.ts";

/**
 * A comparison as tables, and where the traces part. In a terminal too narrow for that the executions are numbered, values are cut, and
 * what can be told from the values is left out.
 */
export function comparisonText(comparison: Comparison, partings: readonly Parting[], width: number): string {
  const { executionIds } = comparison;
  const sections = comparisonTables(comparison).map(([heading, ...rows]) => ({
    heading: heading!,
    rows: rows.map((row) => row.map(shortHash)),
  }));
  const isWide = sections.some(({ heading, rows }) => widest([heading, ...rows]) > width);
  const numbers = new Map(executionIds.map((id, place) => [id, String(place + 1)]));
  const legend = isWide ? [executionIds.map((id) => `${numbers.get(id)!}  ${id}`).join("\n")] : [];
  const tables = sections.map(({ heading, rows }) => {
    const titles = isWide ? heading.map((title) => numbers.get(title) ?? title) : heading;
    const room = Math.max(
      12,
      Math.floor((width - Math.max(...rows.map(([name]) => name!.length))) / (titles.length - 1)) - 2,
    );
    const columns = titles.map((title, place) => ({
      title,
      cell: (row: readonly string[]) => row[place]!,
      ...(place > 0 && isWide ? { maximum: room } : {}),
      // Both can be told from the values.
      spare: title === "difference" || title === "ratio",
    }));
    return textTable(rows, columns, width).join("\n");
  });
  const traces = partings.map((parting) => partingLines(executionIds[0]!, parting).join("\n"));
  return [...legend, ...tables, ...traces].join("\n\n");
}

function widest(rows: readonly (readonly string[])[]): number {
  const columns = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return columns.reduce((sum, column) => sum + column + 2, -2);
}

/** Enough of a SHA-256 to tell two apart; the other formats have all of it. */
function shortHash(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}
