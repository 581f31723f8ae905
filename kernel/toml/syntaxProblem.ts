import { Lines, type Range } from "../text/index.ts";
import type { SyntaxReason } from "./code.ts";

/** One reason why a statement cannot be read; lines count from the statement's first. */
export interface SyntaxProblem {
  /** Default `syntax-error`. */
  readonly code?: "duplicate-key";
  readonly reason: SyntaxReason;
  readonly range: Range;
  /** The text in the range, shortened. */
  readonly found: string;
  /** The parser's own words, for what has no words of ours. */
  readonly detail: string;
}

/**
 * Says what was probably meant, from the statement's shape and the place where the parser stopped.
 * The parsers know only what they wanted next; people wrote `True`, `5 s` or `key: value`.
 */
export function explainSyntaxError(text: string, place: number, detail: string): SyntaxProblem {
  const explained = explain(text, Math.max(0, Math.min(place, text.length)));
  const { reason } = explained;
  const start = Math.max(0, Math.min(explained.start, text.length));
  const end = Math.max(start, Math.min(explained.end, text.length));
  const range = new Lines(text).range(start, end);
  return { reason, range, found: text.slice(start, Math.min(end, start + 80)), detail };
}

interface Explanation {
  readonly reason: SyntaxReason;
  readonly start: number;
  readonly end: number;
}

function explain(text: string, place: number): Explanation {
  return /^\s*\[/.test(text) ? explainHeader(text, place) : explainAssignment(text, place);
}

function explainHeader(text: string, place: number): Explanation {
  const start = text.search(/[^ \t]/);
  const end = endOfCode(text);
  const header = text.slice(start, end);
  const brackets = header.startsWith("[[") ? 2 : 1;
  if (!new RegExp(`\\]{${brackets}}`).test(header)) return { reason: "unterminated-header", start, end };
  if (/^\[+\s*\]+/.test(header)) return { reason: "missing-key", start, end };
  const closed = text.indexOf("]", start) + brackets;
  if (place >= closed) return { reason: "unexpected-text", ...wordAt(text, skipSpace(text, closed)) };
  return { reason: "malformed-key", start, end: closed };
}

const key = /^\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*/;

function explainAssignment(text: string, place: number): Explanation {
  const matched = key.exec(text);
  const start = text.search(/[^ \t]/);
  if (matched === null) {
    const equals = text.indexOf("=");
    if (text[start] === "=") return { reason: "missing-key", start, end: start + 1 };
    return { reason: "malformed-key", start, end: equals > start ? endOfKey(text, start, equals) : endOfCode(text) };
  }
  const afterKey = matched[0].length;
  const keyEnd = start + matched[1]!.length;
  if (text[afterKey] !== "=") {
    if (text[afterKey] === ":") return { reason: "colon-for-equals", start: afterKey, end: afterKey + 1 };
    const equals = text.indexOf("=");
    if (equals > 0 && !/["'\n]/.test(text.slice(afterKey, equals))) {
      return { reason: "malformed-key", start, end: endOfKey(text, start, equals) };
    }
    return { reason: "missing-equals", start, end: keyEnd };
  }
  return explainValue(text, afterKey, place);
}

function explainValue(text: string, equals: number, place: number): Explanation {
  const start = skipSpace(text, equals + 1);
  const end = endOfCode(text);
  if (text[equals + 1] === "=") return { reason: "double-equals", start: equals, end: equals + 2 };
  if (start >= end || text[start] === "#") return { reason: "missing-value", start: equals, end: equals + 1 };
  const inBrackets = text[start] === "[" || text[start] === "{";
  const at = inBrackets ? Math.max(place, start) : start;
  const word = wordAt(text, at);
  const bare = text.slice(word.start, word.end);

  if (inBrackets) {
    const unclosed = unclosedBracket(text, start);
    if (unclosed !== undefined && skipSpace(text, place) >= endOfCode(text)) {
      const reason = text[unclosed] === "[" ? "unterminated-array" : "unterminated-inline-table";
      return { reason, start: unclosed, end: unclosed + 1 };
    }
    if (text[start] === "{" && text.includes("\n")) return { reason: "inline-table-newline", start, end: start + 1 };
    if (/^\}/.test(bare) || /,\s*\}/.test(text.slice(Math.max(start, at - 8), at + 1))) {
      return { reason: "trailing-comma", start: at, end: at + 1 };
    }
    if (/[\w"'\]}]\s*$/.test(text.slice(start + 1, at)) && /^[\w"'[{+-]/.test(bare)) {
      return { reason: "missing-comma", ...word };
    }
  }
  if (/^["']/.test(bare)) {
    const close = closingQuote(text, word.start);
    if (close === undefined)
      return { reason: "unterminated-string", start: word.start, end: endOfLine(text, word.start) };
    if (place > word.start && place < close && text.slice(word.start, place + 1).includes("\\")) {
      return { reason: "invalid-escape", start: text.lastIndexOf("\\", place), end: Math.min(place + 1, close) };
    }
    if (place >= close) return { reason: "text-after-value", start: skipSpace(text, close), end };
  }
  if (/^(True|False|TRUE|FALSE)$/.test(bare)) return { reason: "capital-boolean", ...word };
  if (/^\d{4}-\d\d?-\d\d?/.test(bare) || /^\d\d?:\d\d?/.test(bare)) return { reason: "malformed-date", ...word };
  if (/^[+-]?[\d.]/.test(bare)) {
    const amount = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d+)?/.exec(text.slice(word.start, end));
    const rest = amount === null ? "" : text.slice(word.start + amount[0].length, end).trim();
    if (/^[A-Za-zµ%]+$/.test(rest)) return { reason: "unit-after-value", start: word.start, end };
    if (!inBrackets && amount !== null && /^,\d+$/.test(rest))
      return { reason: "decimal-comma", start: word.start, end };
    if (amount !== null && amount[0] === bare && !inBrackets) {
      return { reason: "text-after-value", start: skipSpace(text, word.end), end };
    }
    return { reason: "malformed-number", ...word };
  }
  if (/^[\p{L}_]/u.test(bare)) {
    return { reason: "unquoted-text", start: word.start, end: inBrackets ? word.end : end };
  }
  return { reason: "unexpected-text", ...wordAt(text, Math.max(place, start)) };
}

/** Offset after the code of the first line: before its comment and the spaces that lead to it. */
function endOfCode(text: string): number {
  let quote = "";
  let at = 0;
  for (; at < text.length; at += 1) {
    const character = text[at]!;
    if (quote !== "") {
      if (character === "\\" && quote === '"') at += 1;
      else if (character === quote || character === "\n") quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "#") {
      const next = text.indexOf("\n", at);
      if (next < 0) break;
      if (text.slice(next).trim() === "") break;
      at = next;
    }
  }
  at = Math.min(at, text.length);
  while (at > 0 && /\s/.test(text[at - 1]!)) at -= 1;
  return at;
}

function endOfKey(text: string, start: number, equals: number): number {
  return start + text.slice(start, equals).trimEnd().length;
}

function endOfLine(text: string, at: number): number {
  const next = text.indexOf("\n", at);
  const line = text.slice(at, next < 0 ? text.length : next);
  return at + line.trimEnd().length;
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && /[ \t]/.test(text[next]!)) next += 1;
  return next;
}

/** The run of code without spaces, commas and brackets around a place; at least one character where there is one. */
function wordAt(text: string, place: number): { start: number; end: number } {
  const part = /[^\s,[\]{}#=]/;
  let start = Math.min(place, text.length);
  if (start < text.length && !part.test(text[start]!)) return { start, end: Math.min(text.length, start + 1) };
  while (start > 0 && part.test(text[start - 1]!)) start -= 1;
  let end = Math.min(place, text.length);
  while (end < text.length && part.test(text[end]!)) end += 1;
  return { start, end };
}

function closingQuote(text: string, start: number): number | undefined {
  const quote = text[start]!;
  const three = text.startsWith(quote.repeat(3), start);
  for (let at = start + (three ? 3 : 1); at < text.length; at += 1) {
    if (text[at] === "\\" && quote === '"') at += 1;
    else if (three ? text.startsWith(quote.repeat(3), at) : text[at] === quote) return at + (three ? 3 : 1);
    else if (!three && text[at] === "\n") return undefined;
  }
  return undefined;
}

/** Offset of the innermost bracket that is never closed. */
function unclosedBracket(text: string, start: number): number | undefined {
  const open: number[] = [];
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '"' || character === "'") at = (closingQuote(text, at) ?? endOfLine(text, at)) - 1;
    else if (character === "#") at = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
    else if (character === "[" || character === "{") open.push(at);
    else if (character === "]" || character === "}") open.pop();
  }
  return open.at(-1);
}
