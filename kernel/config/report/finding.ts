import type { Severity } from "../../text/index.ts";
import type { ConfigDiagnostic } from "../code.ts";
import { messageOf, roleSentence } from "../messages.ts";

/** A diagnostic as every report tells it: with its sentence, and lines and columns that count from one. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly related: readonly RelatedFinding[];
}

export interface RelatedFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Findings in the order of files as given and of places in them. `nameFile` makes a uri what people call the file; default as it is. */
export function findingsOf(
  diagnostics: readonly ConfigDiagnostic[],
  nameFile: (uri: string) => string = (uri) => uri,
): Finding[] {
  const files = [...new Set(diagnostics.map(({ uri }) => uri))];
  return diagnostics
    .map(({ uri, range: { start, end }, severity, code, data, related = [] }) => ({
      file: nameFile(uri),
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      severity,
      code,
      message: messageOf({ code, data }),
      related: related.map(({ location, role }) => ({
        file: nameFile(location.uri),
        line: location.range.start.line + 1,
        column: location.range.start.character + 1,
        message: roleSentence(role),
      })),
      order: files.indexOf(uri),
    }))
    .sort((a, b) => a.order - b.order || a.line - b.line || a.column - b.column)
    .map(({ order: _, ...finding }) => finding);
}

/** "2 errors, 1 warning" */
export function tally(findings: readonly Finding[]): string {
  const count = (severity: Severity, word: string) => {
    const some = findings.filter((finding) => finding.severity === severity).length;
    return some === 0 ? undefined : `${some} ${word}${some === 1 ? "" : "s"}`;
  };
  const parts = [count("error", "error"), count("warning", "warning"), count("information", "note")];
  return parts.filter((part) => part !== undefined).join(", ") || "no findings";
}
