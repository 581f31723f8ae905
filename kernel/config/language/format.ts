import type { TextEdit } from "../../text/index.ts";
import type { Assignment, Header, PositionedDocument, Statement, TomlNode } from "../../toml/index.ts";

/**
 * Tidies a document: one space around equals signs and before comments, one empty line before a table, none twice.
 * Keeps comments, order and values; leaves broken lines and values over several lines as they are.
 */
export function formatDocument(document: PositionedDocument): TextEdit[] {
  const newText = formattedText(document);
  if (newText === document.text) return [];
  return [{ range: document.lines.range(0, document.text.length), newText }];
}

export function formattedText(document: PositionedDocument): string {
  if (document.statements.length === 0) return document.text;
  const endOfLine = endOfLineOf(document);
  const headers = new Map(document.headers.map((header) => [header.range.start.line, header]));
  const assignments = new Map(document.assignments.map((assignment) => [assignment.range.start.line, assignment]));
  const written: string[] = [];
  for (const statement of document.statements) {
    if (statement.kind === "blank") {
      if (written.length > 0 && written.at(-1) !== "") written.push("");
      continue;
    }
    const header = headers.get(statement.line);
    if (header !== undefined) emptyLineBefore(written);
    written.push(tidy(document, statement, header, assignments.get(statement.line)));
  }
  while (written.at(-1) === "") written.pop();
  // At the very beginning this character would be taken for a byte order mark.
  if (written[0]?.startsWith("\uFEFF")) written.unshift("");
  return written.length === 0 ? "" : written.join(endOfLine) + endOfLine;
}

/** That of the first statement; ends of line within a long text are part of it. */
function endOfLineOf({ lines, statements }: PositionedDocument): string {
  const last = statements[0]!.lineCount - 1;
  const next = lines.starts[last + 1];
  return next !== undefined && lines.text.slice(lines.endOf(last), next) === "\r\n" ? "\r\n" : "\n";
}

/** The comments right above a header belong to it: the empty line comes before them. */
function emptyLineBefore(written: string[]): void {
  let at = written.length;
  while (at > 0 && written[at - 1]!.startsWith("#")) at -= 1;
  if (at > 0 && written[at - 1] !== "") written.splice(at, 0, "");
}

function tidy(document: PositionedDocument, statement: Statement, header?: Header, assignment?: Assignment): string {
  const { text } = statement;
  if (statement.kind === "comment") return text.trim();
  if (header !== undefined) {
    const name = header.path.map(({ range }) => document.lines.slice(range)).join(".");
    return withComment(header.array ? `[[${name}]]` : `[${name}]`, commentAfter(document, header));
  }
  // A broken statement may end in a text that spaces belong to.
  if (assignment === undefined) return text;
  const key = assignment.path.map(({ range }) => document.lines.slice(range)).join(".");
  if (statement.lineCount > 1) {
    const value = text.slice(offsetIn(document, statement, assignment.value.range.start));
    return `${key} = ${value}`;
  }
  return withComment(`${key} = ${tidyValue(document, assignment.value)}`, commentAfter(document, assignment));
}

function offsetIn(document: PositionedDocument, statement: Statement, start: Assignment["range"]["start"]): number {
  return document.lines.offsetAt(start) - document.lines.starts[statement.line]!;
}

function tidyValue(document: PositionedDocument, node: TomlNode): string {
  if (node.kind === "array") return `[${node.elements.map((element) => tidyValue(document, element)).join(", ")}]`;
  return document.lines.slice(node.range);
}

function commentAfter(document: PositionedDocument, { range: { end } }: Pick<Assignment, "range">): string {
  const rest = document.lines.line(end.line).slice(end.character);
  return rest.trim();
}

function withComment(code: string, comment: string): string {
  return comment === "" ? code : `${code} ${comment}`;
}
