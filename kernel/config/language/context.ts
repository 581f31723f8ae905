import type { Position } from "../../text/index.ts";
import { headerAbove, type PositionedDocument } from "../../toml/index.ts";

/** What a cursor is about to write, told from the text before it: half-typed lines have no tree yet. */
export type TypingContext =
  | { readonly kind: "header"; readonly typed: string; readonly start: number }
  | { readonly kind: "key"; readonly table: readonly string[]; readonly typed: string; readonly start: number }
  | {
      readonly kind: "value";
      readonly table: readonly string[];
      readonly key: string;
      readonly typed: string;
      readonly start: number;
      /** A bracket or a brace stands open before it. */
      readonly isInList: boolean;
    };

/** Undefined in comments and where nothing sensible can be offered. `start` is the character at which the typed part begins. */
export function typingContext(document: PositionedDocument, { line, character }: Position): TypingContext | undefined {
  const before = document.lines.line(line).slice(0, character);
  const header = /^\s*(\[\[?)([^\]#]*)$/.exec(before);
  if (header !== null && statementStartsAt(document, line)) {
    return { kind: "header", typed: header[2]!.trim(), start: before.indexOf("[") };
  }
  const table = tableAbove(document, line);
  const key = /^\s*([\w-]*)$/.exec(before);
  if (key !== null && statementStartsAt(document, line)) {
    // Before a header nothing can stand on its line.
    if (/^\s*\[/.test(document.lines.line(line).slice(character))) return undefined;
    return { kind: "key", table, typed: key[1]!, start: character - key[1]!.length };
  }
  return valueContext(document, line, before, table);
}

function valueContext(
  document: PositionedDocument,
  line: number,
  before: string,
  table: readonly string[],
): TypingContext | undefined {
  const statement = document.statements.find((each) => each.line <= line && line < each.line + each.lineCount);
  if (statement?.kind !== "code") return undefined;
  const key = /^\s*([\w-]+)\s*=/.exec(statement.text)?.[1];
  if (key === undefined) return undefined;
  const afterEquals = statement.line === line ? before.indexOf("=") + 1 : 0;
  const part = before.slice(afterEquals);
  if (afterEquals === 0 && statement.line === line) return undefined;
  if (inComment(part)) return undefined;
  // What is typed since the last comma or bracket, with its quote.
  const open = openPart(part);
  const typed = /(?:"[^"]*|'[^']*|[^\s,[\]"'{}]*)$/.exec(open)![0];
  // After a value comes a comma or the end of the line, and no other value.
  const separated = /[,[{=]?[^,[{=]*$/.exec(open.slice(0, open.length - typed.length))!.index;
  if (/[^\s,[{=]/.test(part.slice(separated, part.length - typed.length))) return undefined;
  const value = statement.line === line ? part : statement.text.slice(statement.text.indexOf("=") + 1);
  const isInList = /[[{]/.test(openPart(value));
  return { kind: "value", table, key, typed, start: before.length - typed.length, isInList };
}

/** The text without the quoted parts that are finished, so that a quote left over is an open one. */
function openPart(text: string): string {
  return text.replace(/"[^"]*"|'[^']*'/g, (quoted) => " ".repeat(quoted.length));
}

function inComment(text: string): boolean {
  return openPart(text)
    .replace(/["'].*$/, "")
    .includes("#");
}

function statementStartsAt(document: PositionedDocument, line: number): boolean {
  return document.statements.some((statement) => statement.line === line);
}

export function tableAbove(document: PositionedDocument, line: number): readonly string[] {
  return headerAbove(document, line)?.path.map(({ name }) => name) ?? [];
}
