import type { Lines } from "../text/index.ts";
import { limits } from "./limits.ts";
import { endOfQuotedText } from "./quotedText.ts";

/**
 * Whole lines that belong together: one header, one key with its value, a comment or an empty line.
 * TOML begins each of them on a line of its own, so a broken one can be told from its neighbours, and an unchanged one need not be parsed again.
 */
export interface Statement {
  readonly kind: "blank" | "comment" | "code";
  /** Without the last end of line. */
  readonly text: string;
  readonly line: number;
  readonly lineCount: number;
  /** Arrays and inline tables within each other, as far as counted. */
  readonly depth: number;
}

/** Cuts a text into statements. Unclosed strings and brackets end where the next header or key begins. */
export function splitStatements(lines: Lines): Statement[] {
  const statements: Statement[] = [];
  const { text } = lines;
  for (let line = 0; line < lines.count; ) {
    const start = lines.starts[line]!;
    const first = firstVisible(text, start, lines.endOf(line));
    const unit = text.charCodeAt(first);
    if (first === lines.endOf(line) || unit === HASH) {
      statements.push({
        kind: unit === HASH && first < lines.endOf(line) ? "comment" : "blank",
        text: lines.line(line),
        line,
        lineCount: 1,
        depth: 0,
      });
      line += 1;
      continue;
    }
    const { last, depth } = unit === OPEN_BRACKET ? { last: line, depth: 0 } : lastLineOfAssignment(lines, line);
    statements.push({
      kind: "code",
      text: text.slice(start, lines.endOf(last)),
      line,
      lineCount: last - line + 1,
      depth,
    });
    line = last + 1;
  }
  return statements;
}

const HASH = 35;
const OPEN_BRACKET = 91;

function firstVisible(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at += 1;
  return at;
}

/** Follows strings and brackets from the line of a key to the line where its value ends. */
function lastLineOfAssignment(lines: Lines, first: number): { last: number; depth: number } {
  const { text } = lines;
  const open: string[] = [];
  let deepest = 0;
  let sawEquals = false;
  let line = first;
  let at = lines.starts[first]!;
  let end = lines.endOf(first);
  for (;;) {
    if (at >= end) {
      if (open.length === 0 || line + 1 >= lines.count || beginsAnother(lines, line + 1, open)) {
        return { last: open.length === 0 || line === first ? line : lastWithText(lines, first, line), depth: deepest };
      }
      line += 1;
      at = lines.starts[line]!;
      end = lines.endOf(line);
      continue;
    }
    const character = text[at]!;
    if (character === "#") {
      at = end;
    } else if (character === '"' || character === "'") {
      const closing = endOfString(text, at, end);
      if (closing === undefined) return { last: line, depth: deepest };
      at = closing;
      if (at > end) {
        line = lines.positionAt(at).line;
        end = lines.endOf(line);
      }
    } else {
      if (character === "=") sawEquals = true;
      else if (sawEquals && (character === "[" || character === "{")) {
        open.push(character);
        deepest = Math.max(deepest, open.length);
      } else if (character === "]" || character === "}") open.pop();
      at += 1;
    }
  }
}

/** Offset after the string that begins at `at`; undefined when a multi-line string never ends. A broken one-line string ends with its line. */
function endOfString(text: string, at: number, endOfLine: number): number | undefined {
  const multiLine = text.startsWith(text[at]!.repeat(3), at);
  return endOfQuotedText(text, at, endOfLine) ?? (multiLine ? undefined : endOfLine);
}

const keyLike = /^\s*(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*\s*=/;
const headerLike = /^\s*\[\[?\s*(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w-]*(?:\s*\.\s*[\w"'-]+)*\s*\]\]?\s*(?:#.*)?$/;

/** Whether an open bracket was forgotten: the next line begins a header or a key, which no array can contain at a line's start. */
function beginsAnother(lines: Lines, next: number, open: readonly string[]): boolean {
  const line = lines.line(next).slice(0, 1000);
  if (headerLike.test(line)) return true;
  return keyLike.test(line) && !(open.at(-1) === "{" && closesSoon(lines, next));
}

/** An inline table over several lines is no TOML 1.0, but people write it: keep it one statement when its brace comes. */
function closesSoon(lines: Lines, from: number): boolean {
  for (let line = from; line < Math.min(lines.count, from + 100); line += 1) {
    const text = lines.line(line).slice(0, 1000);
    if (headerLike.test(text)) return false;
    if (/\}\s*,?\s*(#.*)?$/.test(text) && !text.includes("{")) return true;
  }
  return false;
}

/** Empty and comment lines below an unclosed bracket belong to what follows. */
function lastWithText(lines: Lines, first: number, line: number): number {
  let last = line;
  while (last > first && /^\s*(#|$)/.test(lines.line(last).slice(0, 1000))) last -= 1;
  return last;
}

/** Whether the parsers must not see a statement. */
export function refusal(statement: Statement): "statement-too-long" | "nesting-too-deep" | undefined {
  if (statement.depth > limits.nesting) return "nesting-too-deep";
  if (statement.text.length > limits.statement) return "statement-too-long";
  return undefined;
}
