import type { ConfigDiagnostic } from "../code.ts";
import { speaksOfParameters } from "../reserved.ts";
import type { ConfigView } from "./view.ts";

/** Everything to say about a configuration: what resolving found, and settings that the workflow's code never reads. */
export function diagnosticsOf(view: ConfigView): ConfigDiagnostic[] {
  return [...view.config.diagnostics.map((each) => withRule(view, each)), ...unusedParameters(view)];
}

/** Where the rule comes from: a parameter's limits are declared in its workflow's code. */
function withRule({ uses }: ConfigView, diagnostic: ConfigDiagnostic): ConfigDiagnostic {
  const { code, data, related = [] } = diagnostic;
  const declaration =
    ofDeclaration.has(code) && typeof data.key === "string" ? uses?.declarations.get(data.key) : undefined;
  if (uses === undefined || declaration === undefined) return diagnostic;
  return {
    ...diagnostic,
    related: [...related, { location: { uri: uses.file, range: declaration }, role: "declaration" }],
  };
}

const ofDeclaration: ReadonlySet<ConfigDiagnostic["code"]> = new Set([
  "missing-parameter",
  "sweep-needs-list",
  "wrong-type",
  "out-of-range",
  "wrong-length",
  "not-a-choice",
  "invalid-value",
  "integer-too-large",
  "not-finite",
  "date-not-allowed",
  "table-not-allowed",
]);

/** Diagnostics by document, so that each can be shown in its own; the main document is always among them. */
export function diagnosticsByUri(view: ConfigView): ReadonlyMap<string, readonly ConfigDiagnostic[]> {
  return new Map([[view.uri, []], ...Map.groupBy(diagnosticsOf(view), ({ uri }) => uri)]);
}

function* unusedParameters({ uri, document, uses }: ConfigView): Generator<ConfigDiagnostic> {
  if (uses === undefined || !uses.complete) return;
  for (const { header, path, refused } of document.assignments) {
    if (refused || header === undefined || !speaksOfParameters(header.path[0]!.name)) continue;
    const { name: key, range } = path[0]!;
    const declaration = uses.declarations.get(key);
    if (declaration === undefined || (uses.reads.get(key)?.length ?? 0) > 0) continue;
    const related = [{ location: { uri: uses.file, range: declaration }, role: "declaration" }];
    yield { uri, code: "unused-parameter", severity: "warning", range, data: { key, file: uses.file }, related };
  }
}
