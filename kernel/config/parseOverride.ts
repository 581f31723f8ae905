import { parseToml, type TomlNode } from "../toml/index.ts";
import type { ConfigDiagnostic } from "./code.ts";
import { overrideDiagnostic } from "./overrides.ts";

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
