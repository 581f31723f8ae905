import { type Finding, tally } from "./finding.ts";

export interface HumanOptions {
  /** Lines of a file, to show the place; without it only the sentence is shown. */
  readonly lineOf?: (file: string, line: number) => string | undefined;
  /** ANSI colours; default false. */
  readonly color?: boolean;
}

/** For a terminal: place, sentence, the line with a mark under what is meant, and a tally at the end. */
export function humanReport(findings: readonly Finding[], { lineOf, color = false }: HumanOptions = {}): string {
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = findings.map((finding) => {
    const place = `${finding.file}:${finding.line}:${finding.column}`;
    const severity = paint(severityColor[finding.severity], finding.severity);
    const head = `${paint(1, place)}: ${severity}: ${finding.message} (${finding.code})`;
    const line = lineOf?.(finding.file, finding.line);
    const shown = line === undefined || line.length > 200 ? [] : excerpt(finding, line);
    const related = finding.related.map((each) => `    ${each.message}: ${each.file}:${each.line}:${each.column}`);
    return [head, ...shown, ...related].join("\n");
  });
  return `${[...blocks, tally(findings)].join("\n")}\n`;
}

const severityColor = { error: 31, warning: 33, information: 36 } as const;

function excerpt({ line, column, endLine, endColumn }: Finding, text: string): string[] {
  const end = endLine === line ? endColumn : text.length + 1;
  // Tabs keep their width under themselves.
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  const gutter = String(line).padStart(5);
  return [`${gutter} | ${text}`, `${" ".repeat(5)} | ${indent}${"^".repeat(Math.max(1, end - column))}`];
}
