import type { SyntaxReason } from "../toml/index.ts";
import type { ConfigDiagnostic } from "./code.ts";

/** Where TOML's own rule can be read that a text breaks; undefined for rules that are ours or a workflow's. */
export function ruleLink({ code, data }: Pick<ConfigDiagnostic, "code" | "data">): string | undefined {
  const section = code === "syntax-error" ? sectionOf(data.reason as SyntaxReason) : sections[code];
  return section === undefined ? undefined : `https://toml.io/en/v1.0.0#${section}`;
}

const sections: { readonly [Code in ConfigDiagnostic["code"]]?: string } = {
  "duplicate-key": "keys",
  "duplicate-table": "table",
  "key-conflict": "keys",
  "bare-carriage-return": "spec",
  "invalid-character": "spec",
};

function sectionOf(reason: SyntaxReason): string {
  switch (reason) {
    case "missing-key":
    case "malformed-key":
      return "keys";
    case "missing-value":
    case "missing-equals":
    case "colon-for-equals":
    case "double-equals":
    case "text-after-value":
    case "unexpected-text":
      return "keyvalue-pair";
    case "unquoted-text":
    case "unterminated-string":
    case "invalid-escape":
      return "string";
    case "capital-boolean":
      return "boolean";
    case "unterminated-array":
    case "missing-comma":
      return "array";
    case "unterminated-inline-table":
    case "inline-table-newline":
    case "trailing-comma":
      return "inline-table";
    case "unterminated-header":
      return "table";
    case "unit-after-value":
    case "decimal-comma":
    case "malformed-number":
      return "float";
    case "malformed-date":
      return "offset-date-time";
  }
}
