import { comparePositions, Lines, type Range, shiftLines } from "../text/index.ts";
import { checkCharacters, controlCharacter } from "./characters.ts";
import type { TomlDiagnostic } from "./code.ts";
import type { Assignment, Header, PositionedDocument } from "./document.ts";
import { limits } from "./limits.ts";
import { type ParsedStatement, parseStatement } from "./parseStatement.ts";
import { shiftNode, shiftPath } from "./shift.ts";
import { refusal, type Statement, splitStatements } from "./statements.ts";
import { TreeBuilder } from "./tree.ts";

/**
 * Reads a TOML 1.0 text and goes on after errors; never throws.
 *
 * text -> lines -> statements (each parsed alone, so that one broken line hides nothing) -> tree of tables, with diagnostics on the way.
 *
 * `previous`, an earlier version of the same text, spares parsing the statements that did not change.
 * A byte order mark is skipped; columns count it, as editors do that show it.
 */
export function parseToml(text: string, previous?: PositionedDocument): PositionedDocument {
  if (previous?.text === text) return previous;
  if (text.length > limits.text) return refusedDocument(text);
  // A space in place of the byte order mark keeps every column.
  const lines = new Lines(text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text);
  const statements = splitStatements(lines);
  const parsed = new Map<string, ParsedStatement>();
  const tree = new TreeBuilder(lines.range(0, 0));
  const diagnostics: TomlDiagnostic[] = checkCharacters(lines);
  const headers: Growing<Header>[] = [];
  const assignments: Assignment[] = [];

  for (const statement of statements) {
    if (statement.kind !== "code") continue;
    const refused = refusal(statement);
    if (refused !== undefined) {
      diagnostics.push({ code: refused, severity: "error", range: wholeRange(lines, statement), data: { ...limits } });
      continue;
    }
    let meaning = parsed.get(statement.text);
    if (meaning === undefined) {
      meaning = previous?.parsed.get(statement.text) ?? parseStatement(statement.text);
      parsed.set(statement.text, meaning);
    }
    switch (meaning.kind) {
      case "broken":
        diagnostics.push(...brokenDiagnostics(statement, meaning));
        if (meaning.header !== undefined) {
          const path = shiftPath(meaning.header, statement.line);
          const range = wholeRange(lines, statement);
          headers.push({ path, array: false, range, lastLine: statement.line, ...tree.resume(path, range) });
        } else if (headers.length > 0) headers.at(-1)!.lastLine = lastLineOf(statement);
        break;
      case "header": {
        const path = shiftPath(meaning.path, statement.line);
        const range = shiftLines(meaning.range, statement.line);
        const entered = meaning.array ? tree.arrayHeader(path, range) : tree.header(path, range);
        headers.push({ path, array: meaning.array, range, lastLine: statement.line, ...entered });
        break;
      }
      case "assignment": {
        const path = shiftPath(meaning.path, statement.line);
        const value = shiftNode(meaning.value, statement.line);
        const range = shiftLines(meaning.range, statement.line);
        const header = headers.at(-1);
        assignments.push({ header, path, value, range, refused: !tree.assign(path, value) });
        if (header !== undefined) header.lastLine = lastLineOf(statement);
      }
    }
  }
  return {
    text,
    lines,
    statements,
    root: tree.root,
    headers,
    assignments,
    diagnostics: inOrder([...diagnostics, ...tree.diagnostics]),
    parsed,
  };
}

type Growing<T> = { -readonly [K in keyof T]: T[K] };

function lastLineOf(statement: Statement): number {
  return statement.line + statement.lineCount - 1;
}

function wholeRange(lines: Lines, statement: Statement): Range {
  const last = lastLineOf(statement);
  return {
    start: { line: statement.line, character: 0 },
    end: { line: last, character: lines.endOf(last) - lines.starts[last]! },
  };
}

function brokenDiagnostics(statement: Statement, { problems }: { problems: readonly ProblemOf[] }): TomlDiagnostic[] {
  // What breaks the statement is then the character that is reported already.
  if (controlCharacter.test(statement.text)) return [];
  return problems.map(
    ({ code = "syntax-error" as const, range, ...data }): TomlDiagnostic => ({
      code,
      severity: "error",
      range: shiftLines(range, statement.line),
      data: code === "duplicate-key" ? { key: data.found } : { ...data },
    }),
  );
}

type ProblemOf = Extract<ParsedStatement, { kind: "broken" }>["problems"][number];

function inOrder(diagnostics: TomlDiagnostic[]): TomlDiagnostic[] {
  return diagnostics.sort((a, b) => comparePositions(a.range.start, b.range.start)).slice(0, limits.diagnostics);
}

function refusedDocument(text: string): PositionedDocument {
  const lines = new Lines("");
  const range = lines.range(0, 0);
  return {
    text,
    lines,
    statements: [],
    root: new TreeBuilder(range).root,
    headers: [],
    assignments: [],
    diagnostics: [
      { code: "file-too-large", severity: "error", range, data: { length: text.length, limit: limits.text } },
    ],
    parsed: new Map(),
  };
}
