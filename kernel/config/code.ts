import type { Diagnostic, RelatedPlace } from "../text/index.ts";
import type { TomlCode } from "../toml/index.ts";

/** What can be wrong with a configuration. Stable: settings, tests and SARIF consumers name them. */
export type ConfigCode =
  | TomlCode
  | "missing-workflow"
  | "unknown-workflow"
  | "broken-workflow"
  | "unknown-version"
  | "another-workflow"
  | "duplicate-workflow"
  | "unknown-table"
  | "unknown-key"
  | "unknown-parameter"
  | "unknown-override"
  | "key-outside-table"
  | "ambiguous-parameter"
  | "missing-parameter"
  | "wrong-type"
  | "out-of-range"
  | "wrong-length"
  | "not-a-choice"
  | "invalid-value"
  | "integer-too-large"
  | "not-finite"
  | "date-not-allowed"
  | "table-not-allowed"
  | "include-failed"
  | "include-cycle"
  | "include-invalid"
  | "config-not-found"
  | "malformed-override"
  | "redundant-override"
  | "unused-parameter"
  | "unused-factor"
  | "clock-cannot-advance"
  | "sweep-needs-list"
  | "sweep-unequal-lists"
  | "sweep-repeats-value"
  | "sweep-too-large"
  | "sweep-is-no-execution";

/** A diagnostic and the document it is about. Overrides have no document: theirs is `overrideUri`. */
export interface ConfigDiagnostic extends Diagnostic<ConfigCode> {
  readonly uri: string;
  readonly related?: readonly RelatedPlace[];
}

/** Stands for the caller's overrides where a diagnostic or an origin needs a document. */
export const overrideUri = "override";

/** Stands for the document of a call by name, such as `runWorkflow("blink")`, where no file says more. */
export const callUri = "call";
