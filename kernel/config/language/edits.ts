import { type Range, shiftLines } from "../../text/index.ts";
import { formatTomlKey, type PositionedDocument, type Statement } from "../../toml/index.ts";
import { insert, type ProposedFix } from "./proposedFix.ts";

/** Whole statements that go. */
export function removeStatement(document: PositionedDocument, line: number): ProposedFix {
  const statement = statementOn(document, line);
  return statement === undefined
    ? { title: "Remove", edits: [] }
    : { title: "Remove the line", edits: [{ range: wholeLines(document, statement), newText: "" }] };
}

/** A statement moves to the end of another table, which is made when there is none; its key may change on the way. */
export function moveStatement(document: PositionedDocument, line: number, table: string, newKey?: string): ProposedFix {
  const statement = statementOn(document, line);
  if (statement === undefined) return { title: "Move", edits: [] };
  const written = statement.text.trim();
  const text = newKey === undefined ? written : written.replace(/^[^=]*?(?=\s*=)/, formatTomlKey(newKey));
  const title = newKey === undefined ? `Move to [${table}]` : `Move to [${table}] as ${newKey}`;
  const insertion = insertAssignment(document, [table], text);
  return { title, edits: [{ range: wholeLines(document, statement), newText: "" }, ...insertion.edits] };
}

/** A line at the end of a table, which is made when there is none. */
export function insertAssignment(document: PositionedDocument, table: readonly string[], line: string): ProposedFix {
  const name = table.join(".");
  const header = document.headers.find(({ path, repeated, array }) => {
    return !repeated && !array && path.map((part) => part.name).join(".") === name;
  });
  const title = `Add ${line}`;
  if (header === undefined) {
    const end = endOf(document);
    const gap = document.text === "" ? "" : document.text.endsWith("\n") ? "\n" : "\n\n";
    return insert(end, `${gap}[${name}]\n${line}\n`, title);
  }
  const at = { line: header.lastLine, character: document.lines.line(header.lastLine).length };
  return insert(at, `\n${line}`, title);
}

/** A table above all others. */
export function insertTable(document: PositionedDocument, text: string): ProposedFix {
  const line = document.headers[0]?.range.start.line ?? document.lines.count - 1;
  const start = document.headers.length === 0 ? endOf(document) : { line, character: 0 };
  const gap = start.character > 0 ? "\n" : "";
  return insert(start, `${gap}${text}`, "Add the table");
}

export function statementOn({ statements }: PositionedDocument, line: number): Statement | undefined {
  return statements.find((each) => each.line <= line && line < each.line + each.lineCount);
}

/** A statement with its end of line. */
function wholeLines(document: PositionedDocument, { line, lineCount }: Statement): Range {
  const start = { line, character: 0 };
  const next = shiftLines({ start, end: start }, lineCount).end;
  return next.line < document.lines.count ? { start, end: next } : { start, end: endOf(document) };
}

function endOf(document: PositionedDocument) {
  const line = document.lines.count - 1;
  return { line, character: document.lines.line(line).length };
}
