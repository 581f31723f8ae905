import type { PositionedDocument } from "../../toml/index.ts";

export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "region" | "comment";
}

/** What can be folded: tables, values over several lines, blocks of comments. */
export function foldingOf({ headers, statements }: PositionedDocument): FoldingRange[] {
  const tables = headers.map(({ range, lastLine }) => ({ startLine: range.start.line, endLine: lastLine }));
  const values = statements.map(({ line, lineCount }) => ({ startLine: line, endLine: line + lineCount - 1 }));
  const regions = [...tables, ...values]
    .filter(({ startLine, endLine }) => endLine > startLine)
    .map((range): FoldingRange => ({ ...range, kind: "region" }));
  const comments: FoldingRange[] = [];
  let first: number | undefined;
  for (const { kind, line } of [...statements, { kind: "blank", line: Number.NaN }]) {
    if (kind === "comment") first ??= line;
    else if (first !== undefined) {
      const last = Number.isNaN(line) ? statements.at(-1)!.line : line - 1;
      if (last > first) comments.push({ startLine: first, endLine: last, kind: "comment" });
      first = undefined;
    }
  }
  return [...regions, ...comments].sort((a, b) => a.startLine - b.startLine);
}
