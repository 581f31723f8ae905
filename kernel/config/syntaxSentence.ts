import type { SyntaxReason } from "../toml/index.ts";
import { quoted } from "./wording.ts";

/** The sentence for a `syntax-error`, by the reason that was found. Rules are those of TOML 1.0 (https://toml.io/en/v1.0.0). */
export function syntaxSentence({ reason, found, detail }: Readonly<Record<string, any>>): string {
  const sentence = sentences[reason as SyntaxReason];
  return sentence === undefined ? `This is no TOML: ${detail}.` : sentence(String(found), String(detail));
}

const sentences: Readonly<Record<SyntaxReason, (found: string, detail: string) => string>> = {
  "missing-value": () => "A value is missing after the equals sign.",
  "missing-equals": (found) => `${quoted(found)} needs an equals sign and a value.`,
  "missing-key": (found) => (found.startsWith("[") ? "This header names no table." : "A key is missing here."),
  "colon-for-equals": () => "TOML writes key = value, with an equals sign.",
  "double-equals": () => "One equals sign is enough.",
  "unquoted-text": (found) => `Texts stand in quotes: "${found.replaceAll('"', '\\"')}".`,
  "capital-boolean": (found) => `TOML writes ${found.toLowerCase()} in small letters.`,
  "unterminated-string": () => "This text has no closing quote.",
  "unterminated-array": () => "This array has no closing ].",
  "unterminated-inline-table": () => "This inline table has no closing }.",
  "unterminated-header": (found) => `The header ${found} has no closing ].`,
  "inline-table-newline": () => "An inline table stands on one line in TOML 1.0; use a [table] for more.",
  "trailing-comma": () => "An inline table has no comma after its last key in TOML 1.0.",
  "missing-comma": () => "A comma is missing before this.",
  "text-after-value": (found) => `The value has ended: ${quoted(found)} cannot follow on the same line.`,
  "unit-after-value": (found) =>
    `Values are plain numbers; leave the unit out: ${found.replace(/[^\d.eE+_-].*$/, "").trim()}.`,
  "decimal-comma": (found) => `Numbers have a decimal point: ${found.replace(",", ".")}.`,
  "malformed-number": (found) =>
    `${quoted(found)} is no number as TOML writes it (no leading zeros, digits on both sides of the point).`,
  "malformed-date": (found) => `${quoted(found)} is no date or time.`,
  "malformed-key": (found) => `${quoted(found)} is no key: use letters, digits, "_" and "-", or put it in quotes.`,
  "invalid-escape": (found) => `${found} is no escape; write \\\\ for a backslash, or put the text in single quotes.`,
  "unexpected-text": (found, detail) =>
    found.trim() === "" ? `This is no TOML: ${detail}.` : `${quoted(found)} cannot stand here: ${detail}.`,
};
