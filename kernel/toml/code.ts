import type { Diagnostic } from "../text/index.ts";

/** What can be wrong with a text as TOML. Stable: settings, tests and SARIF consumers name them. */
export type TomlCode =
  | "syntax-error"
  | "duplicate-key"
  | "duplicate-table"
  | "key-conflict"
  | "file-too-large"
  | "statement-too-long"
  | "nesting-too-deep"
  | "bare-carriage-return"
  | "invalid-character";

export type TomlDiagnostic = Diagnostic<TomlCode>;

/** Why a statement is no TOML; `data.reason` of `syntax-error`. */
export type SyntaxReason =
  | "missing-value"
  | "missing-equals"
  | "missing-key"
  | "colon-for-equals"
  | "double-equals"
  | "unquoted-text"
  | "capital-boolean"
  | "unterminated-string"
  | "unterminated-array"
  | "unterminated-inline-table"
  | "unterminated-header"
  | "inline-table-newline"
  | "trailing-comma"
  | "missing-comma"
  | "text-after-value"
  | "unit-after-value"
  | "decimal-comma"
  | "malformed-number"
  | "malformed-date"
  | "malformed-key"
  | "invalid-escape"
  | "unexpected-text";
