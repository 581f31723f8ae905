import { limits } from "../toml/limits.ts";
import type { TomlNode } from "../toml/node.ts";
import { checkValue } from "./checkValue.ts";
import { type ConfigDiagnostic, overrideUri } from "./code.ts";
import type { DeclaredParameters } from "./declared.ts";
import { type Setting, unknownParameterFacts } from "./settings.ts";
import { someKeys } from "./suggest.ts";

/** Values that a caller puts above every file, by parameter name. Anything may come in: it is judged like a file's values. */
export type Overrides = Readonly<Record<string, unknown>>;

/** Judges overrides like the keys of a file; they have no place in one. */
export function readOverrides(
  overrides: Overrides,
  parameters: DeclaredParameters,
): { readonly settings: readonly Setting[]; readonly diagnostics: readonly ConfigDiagnostic[] } {
  const settings: Setting[] = [];
  const diagnostics: ConfigDiagnostic[] = [];
  for (const [key, value] of Object.entries(overrides)) {
    const declared = parameters.get(key);
    if (declared === undefined) {
      diagnostics.push(overrideDiagnostic("unknown-override", unknownOverrideFacts(key, parameters)));
      continue;
    }
    const node = nodeOf(value);
    const problems = checkValue(node, declared);
    diagnostics.push(...problems.map(({ code, data }) => overrideDiagnostic(code, data)));
    const valid = problems.length === 0;
    settings.push({ key, node, keyRange: nowhere, uri: overrideUri, role: "override", table: "", valid });
  }
  return { settings, diagnostics };
}

/** Who knows where a parameter stands in TOML writes `parameters.stf_interval`: an override is the name alone. */
function unknownOverrideFacts(key: string, parameters: DeclaredParameters): Readonly<Record<string, unknown>> {
  const name = key.slice(key.lastIndexOf(".") + 1);
  if (parameters.has(name)) return { key, table: "", known: someKeys(parameters), suggestion: name };
  return { ...unknownParameterFacts(name, "", parameters), key };
}

export const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } as const;

export function overrideDiagnostic(
  code: ConfigDiagnostic["code"],
  data: Readonly<Record<string, unknown>>,
  severity: ConfigDiagnostic["severity"] = "error",
): ConfigDiagnostic {
  return { uri: overrideUri, code, severity, range: nowhere, data };
}

/** A caller's value as a node, so that one check serves files and callers. What TOML cannot write becomes a date: never allowed. */
function nodeOf(value: unknown, depth = 0): TomlNode {
  const range = nowhere;
  if (depth > limits.nesting) return { kind: "date", value: "something nested too deep", range };
  if (typeof value === "string") return { kind: "string", value, range };
  if (typeof value === "boolean") return { kind: "boolean", value, range };
  if (typeof value === "bigint") return { kind: "integer", value: Number(value), text: String(value), range };
  if (typeof value === "number") {
    return { kind: Number.isSafeInteger(value) ? "integer" : "float", value, text: String(value), range };
  }
  if (Array.isArray(value))
    return { kind: "array", elements: value.map((inner) => nodeOf(inner, depth + 1)), range, ofTables: false };
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, { key, keyRange: range, value: nodeOf(inner, depth + 1) }] as const,
    );
    return { kind: "table", form: "inline", entries: new Map(entries), range };
  }
  return { kind: "date", value: value instanceof Date ? isoOf(value) : String(value), range };
}

function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? "invalid date" : date.toISOString();
}
