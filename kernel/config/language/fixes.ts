import { type Position, type Range, type TextEdit, touches } from "../../text/index.ts";
import type { ConfigDiagnostic } from "../code.ts";
import { assignmentOf } from "./completion.ts";
import { insertAssignment, insertTable, moveStatement, removeStatement } from "./edits.ts";
import { insert, type ProposedFix, replace } from "./proposedFix.ts";
import { fixSyntax } from "./syntaxFixes.ts";
import { fixSwept, fixValue } from "./valueFixes.ts";
import { type ConfigView, keysOfTable } from "./view.ts";

/** A change of the document that mends one diagnostic. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly diagnostic: ConfigDiagnostic;
}

/** The fixes at a cursor or selection, by diagnostic, likeliest first. */
export function fixesAt(view: ConfigView, range: { readonly start: Position; readonly end: Position }): Fix[] {
  return view.config.diagnostics
    .filter(
      ({ uri, range: place }) =>
        uri === view.uri && (touches(place, range.start) || touches(place, range.end) || touches(range, place.start)),
    )
    .flatMap((diagnostic) => fixesFor(view, diagnostic));
}

/** The fixes of one diagnostic, likeliest first. Every error has one at least: the last is to take the statement away. */
export function fixesFor(view: ConfigView, diagnostic: ConfigDiagnostic): Fix[] {
  if (diagnostic.uri !== view.uri) return [];
  return [...proposals(view, diagnostic)]
    .filter(({ edits }) => edits.length > 0)
    .map(({ title, edits }) => ({ title, edits, diagnostic }));
}

/** What is suggested, then all else that there is. */
function likeliestFirst({ suggestion, known }: ConfigDiagnostic["data"]): string[] {
  return [...new Set([...(typeof suggestion === "string" ? [suggestion] : []), ...(known as string[])])];
}

function* proposals(view: ConfigView, diagnostic: ConfigDiagnostic): Generator<ProposedFix> {
  const { code, range, data } = diagnostic;
  const remove = () => removeStatement(view.document, range.start.line);
  const fact = (name: string) => (typeof data[name] === "string" ? data[name] : undefined);
  switch (code) {
    case "syntax-error":
      yield* fixSyntax(view, diagnostic);
      yield remove();
      break;
    case "unknown-key":
    case "unknown-parameter":
    case "key-outside-table":
    case "ambiguous-parameter":
      yield* misplaced(view, range, fact("suggestion"), fact("belongsTo"));
      yield remove();
      break;
    case "unknown-table":
      if (fact("suggestion") !== undefined) yield replace(range, fact("suggestion")!);
      if (fact("reason") === "parameters-are-flat") yield* rename(view, range, "parameters");
      yield removeTable(view, range);
      break;
    case "unknown-workflow":
    case "unknown-version":
      for (const name of likeliestFirst(data)) yield replace(range, JSON.stringify(name));
      break;
    case "missing-workflow":
      yield* nameWorkflow(view, likeliestFirst(data));
      break;
    case "missing-parameter": {
      const declared = keysOfTable(view, ["parameters"])?.get(fact("key") ?? "");
      if (declared !== undefined) yield insertAssignment(view.document, ["parameters"], assignmentOf(declared));
      break;
    }
    case "bare-carriage-return": {
      // The line ends there: a line feed at the start of the next makes it CRLF.
      yield insert({ line: range.start.line + 1, character: 0 }, "\n", "Make it an end of line");
      break;
    }
    case "invalid-character":
      yield { title: "Remove the character", edits: [{ range, newText: "" }] };
      break;
    case "duplicate-table":
    case "key-conflict":
    case "duplicate-key":
    case "statement-too-long":
    case "nesting-too-deep":
    case "config-not-found":
    case "redundant-override":
      yield remove();
      break;
    case "include-failed":
    case "include-cycle":
      yield* withoutItem(view, range, "Remove the include");
      break;
    case "sweep-needs-list":
      yield* fixSwept(view, diagnostic);
      yield moveStatement(view.document, range.start.line, "parameters");
      yield remove();
      break;
    case "sweep-unequal-lists":
      yield moveStatement(view.document, range.start.line, "sweep");
      yield remove();
      break;
    case "sweep-repeats-value":
      yield* withoutItem(view, range, "Remove the repeated value");
      break;
    case "sweep-too-large":
      yield remove();
      break;
    case "sweep-is-no-execution":
    case "another-workflow":
    case "broken-workflow":
    case "duplicate-workflow":
    case "include-invalid":
    case "file-too-large":
    case "unknown-override":
    case "malformed-override":
      break;
    case "unused-factor":
      yield insertAssignment(view.document, ["run"], "realtime = true");
      yield remove();
      break;
    case "unused-parameter":
      yield remove();
      break;
    case "wrong-type":
    case "out-of-range":
    case "wrong-length":
    case "not-a-choice":
    case "invalid-value":
    case "integer-too-large":
    case "not-finite":
    case "date-not-allowed":
    case "table-not-allowed":
    case "clock-cannot-advance":
      yield* fixValue(view, diagnostic);
      yield remove();
  }
}

function* misplaced(view: ConfigView, range: Range, suggestion?: string, belongsTo?: string): Generator<ProposedFix> {
  if (belongsTo !== undefined) yield moveStatement(view.document, range.start.line, belongsTo, suggestion);
  else if (suggestion !== undefined) yield replace(range, suggestion);
}

/** `[a.b]` with parameters becomes `[parameters]`, unless there is one. */
function* rename(view: ConfigView, range: Range, name: string): Generator<ProposedFix> {
  const header = view.document.headers.find((each) => touches(each.range, range.start));
  const taken = view.document.headers.some(({ path }) => path.length === 1 && path[0]!.name === name);
  if (header !== undefined && !taken) yield replace(header.range, `[${name}]`);
}

/** A table goes with its keys; what stands under its own sub-tables stays to be judged. */
function removeTable(view: ConfigView, range: Range): ProposedFix {
  const header = view.document.headers.find((each) => touches(each.range, range.start));
  if (header === undefined) return removeStatement(view.document, range.start.line);
  const start = { line: header.range.start.line, character: 0 };
  const end = { line: header.lastLine + 1, character: 0 };
  return { title: "Remove the table", edits: [{ range: { start, end }, newText: "" }] };
}

function* nameWorkflow(view: ConfigView, known: readonly string[]): Generator<ProposedFix> {
  const hasTable = view.document.headers.some(({ path }) => path.length === 1 && path[0]!.name === "workflow");
  for (const name of known) {
    const line = `name = ${JSON.stringify(name)}`;
    const insertion = hasTable
      ? insertAssignment(view.document, ["workflow"], line)
      : insertTable(view.document, `[workflow]\n${line}\n`);
    yield { ...insertion, title: `Name workflow "${name}"` };
  }
}

/** An item of a list goes with its comma; a base configuration goes with its line. */
function* withoutItem(view: ConfigView, range: Range, title: string): Generator<ProposedFix> {
  const { document } = view;
  const line = document.lines.line(range.start.line);
  const assignment = document.assignments.find((each) => touches(each.range, range.start));
  if (assignment === undefined || assignment.value.kind !== "array") {
    yield removeStatement(document, range.start.line);
    return;
  }
  const after = /^\s*,\s*/.exec(line.slice(range.end.character))?.[0].length ?? 0;
  const before = after > 0 ? 0 : (/,\s*$/.exec(line.slice(0, range.start.character))?.[0].length ?? 0);
  const start = { line: range.start.line, character: range.start.character - before };
  const end = { line: range.end.line, character: range.end.character + after };
  yield { title, edits: [{ range: { start, end }, newText: "" }] };
}
