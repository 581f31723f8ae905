import type { SyntaxReason } from "../../toml/index.ts";
import type { ConfigDiagnostic } from "../code.ts";
import { tableAbove } from "./context.ts";
import { statementOn } from "./edits.ts";
import { placeholderFor } from "./placeholder.ts";
import { insert, type ProposedFix, replace } from "./proposedFix.ts";
import { type ConfigView, keysOfTable } from "./view.ts";

/** Mends what people write instead of TOML. */
export function* fixSyntax(view: ConfigView, { range, data }: ConfigDiagnostic): Generator<ProposedFix> {
  const found = String(data.found);
  const after = (text: string) => insert(range.end, text, `Add ${text.trim()}`);
  switch (data.reason as SyntaxReason) {
    case "missing-value":
      yield after(` ${defaultOnLine(view, range.start.line)}`);
      break;
    case "missing-equals":
      yield after(` = ${defaultOnLine(view, range.start.line)}`);
      break;
    case "colon-for-equals":
      yield replace(range, view.document.lines.line(range.start.line)[range.start.character - 1] === " " ? "=" : " =");
      break;
    case "double-equals":
      yield replace(range, "=");
      break;
    case "unquoted-text":
      yield replace(range, JSON.stringify(found));
      break;
    case "capital-boolean":
      yield replace(range, found.toLowerCase());
      break;
    case "unit-after-value":
      yield replace(range, found.replace(/[\sA-Za-zµ%]+$/, ""));
      break;
    case "decimal-comma":
      yield replace(range, found.replace(",", "."));
      break;
    case "unterminated-string":
      yield after(found.startsWith('"""') || found.startsWith("'''") ? found.slice(0, 3) : found.slice(0, 1));
      break;
    case "unterminated-header":
      yield after(found.startsWith("[[") ? "]".repeat(2 - (found.endsWith("]") ? 1 : 0)) : "]");
      break;
    case "unterminated-array":
    case "unterminated-inline-table":
      yield* closing(view, range.start.line, found === "[" ? "]" : "}");
      break;
    case "missing-comma":
      yield insert(range.start, ", ", "Add a comma");
      break;
    case "trailing-comma":
    case "text-after-value":
    case "missing-key":
    case "inline-table-newline":
    case "malformed-number":
    case "malformed-date":
    case "malformed-key":
    case "invalid-escape":
    case "unexpected-text":
      break;
  }
}

/** What the key of a half-written line takes. */
function defaultOnLine(view: ConfigView, line: number): string {
  const key = /^\s*([\w-]+)/.exec(view.document.lines.line(line))?.[1] ?? "";
  const declared = keysOfTable(view, tableAbove(view.document, line))?.get(key);
  return declared === undefined ? '""' : placeholderFor(declared);
}

/** A bracket after the last code of a statement. */
function* closing({ document }: ConfigView, line: number, bracket: string): Generator<ProposedFix> {
  const statement = statementOn(document, line);
  if (statement === undefined) return;
  const last = statement.line + statement.lineCount - 1;
  const end = { line: last, character: document.lines.line(last).replace(/\s*(?:#.*)?$/, "").length };
  yield insert(end, bracket, `Add ${bracket}`);
}
