import { limits, parseToml, type TomlNode } from "../toml/index.ts";
import { checkValue } from "./checkValue.ts";
import { type ConfigDiagnostic, overrideUri } from "./code.ts";
import type { DeclaredParameters } from "./declared.ts";
import { type Setting, unknownParameterFacts } from "./settings.ts";

/** Values that a caller puts above every file, by parameter name. Anything may come in: it is judged like a file's values. */
export type Overrides = Readonly<Record<string, unknown>>;

export type ParsedOverride =
  | { readonly key: string; readonly value: unknown; readonly diagnostic?: undefined }
  | { readonly diagnostic: ConfigDiagnostic };

/**
 * Reads `key=value` as the command line gives it. The value is TOML: `1.5`, `true`, `"text"`, `[1, 2]`;
 * what is no TOML but has no quotes or brackets is taken as a text, since shells eat quotes.
 */
export function parseOverride(argument: string): ParsedOverride {
  const equals = argument.indexOf("=");
  const key = argument.slice(0, Math.max(equals, 0)).trim();
  const written = argument.slice(equals + 1).trim();
  if (equals < 0 || key === "" || written === "") return malformed(argument);
  const document = parseToml(`value = ${written}`);
  const node = document.root.entries.get("value")?.value;
  if (document.diagnostics.length === 0 && node !== undefined && document.assignments.length === 1) {
    return { key, value: callerValue(node) };
  }
  return /^[^\s"'[\]{}#=]+$/.test(written) && !/^[+-]?\.?\d/.test(written)
    ? { key, value: written }
    : malformed(argument);
}

function malformed(argument: string): ParsedOverride {
  return { diagnostic: overrideDiagnostic("malformed-override", { override: argument }) };
}

/** Dates stay recognizable as what no parameter can be, and long integers keep their digits. */
function callerValue(node: TomlNode): unknown {
  if (node.kind === "date") return new Date(node.value);
  if (node.kind === "array") return node.elements.map(callerValue);
  if (node.kind === "table") {
    return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, callerValue(value)]));
  }
  if (node.kind === "integer" && !Number.isSafeInteger(node.value)) return BigInt(node.text.replace(/[_+]/g, ""));
  return node.value;
}

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
      diagnostics.push(overrideDiagnostic("unknown-override", unknownParameterFacts(key, "", parameters)));
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
