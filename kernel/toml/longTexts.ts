import { endOfQuotedText } from "./quotedText.ts";

/**
 * toml-eslint-parser hands every character of a text to one call, as an argument of its own: V8's stack holds some 120,000 of them,
 * fewer where other calls are open. Texts of more UTF-16 code units than these are hidden from it.
 */
const longest = 10_000;

export interface MaskedTexts {
  /** The source with stand-ins of few characters in place of long texts; every offset, line and column means what it meant. */
  readonly source: string;
  /** What the long texts say, by the offset of their opening quotes. */
  readonly texts: ReadonlyMap<number, string>;
}

/** Hides the long quoted texts of a statement. One that is no TOML 1.0 stays: the parser tells what is wrong in it before that call. */
export function maskLongTexts(source: string, shown = longest): MaskedTexts {
  const texts = new Map<number, string>();
  if (source.length <= shown) return { source, texts };
  let masked = "";
  let taken = 0;
  for (const { start, end, quotes } of quotedTexts(source)) {
    const text = source.slice(start, end);
    const value = text.length > shown ? meaningOf(text, quotes) : undefined;
    if (value === undefined) continue;
    // Keys that differ have stand-ins that differ.
    const number = [...texts.values()].indexOf(value);
    const filling = fillingOf(number < 0 ? texts.size : number);
    texts.set(start, value);
    const delimiter = '"'.repeat(quotes);
    masked += source.slice(taken, start) + delimiter + standIn(text.slice(quotes, -quotes), filling) + delimiter;
    taken = end;
  }
  return { source: masked + source.slice(taken), texts };
}

interface QuotedText {
  readonly start: number;
  readonly end: number;
  /** How many quotes stand at either end. */
  readonly quotes: 1 | 3;
}

/** Up to the first that is never closed. No one pattern: over a long text its alternatives would fill a stack too. */
function* quotedTexts(source: string): Generator<QuotedText> {
  let endOfLine = -1;
  for (let start = 0; start < source.length; start += 1) {
    const quote = source[start]!;
    if (quote === "#") {
      start = source.indexOf("\n", start);
      if (start < 0) return;
    }
    if (quote !== '"' && quote !== "'") continue;
    const quotes = source.startsWith(quote.repeat(3), start) ? 3 : 1;
    if (endOfLine < start) endOfLine = endOfLineAt(source, start);
    const end = endOfQuotedText(source, start, endOfLine);
    if (end === undefined) return;
    yield { start, end, quotes };
    start = end - 1;
  }
}

function endOfLineAt(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}

/** What a quoted text says; undefined where it breaks TOML's rules. Ends of line are LF, as the parser gives them. */
function meaningOf(text: string, quotes: 1 | 3): string | undefined {
  const lines = text.slice(quotes, -quotes).replaceAll("\r\n", "\n");
  const content = quotes === 3 && lines.startsWith("\n") ? lines.slice(1) : lines;
  return text.startsWith("'") ? content : unescaped(content);
}

/** Those of TOML 1.0, and the backslash that hides an end of line and the space behind it; nothing for any other backslash. */
const escapes = /\\(u[\da-fA-F]{4}|U[\da-fA-F]{8}|[btnfr"\\]|[ \t]*\n[ \t\n]*|)/g;
const simple: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", '"': '"', "\\": "\\" };

function unescaped(content: string): string | undefined {
  let isSound = true;
  const text = content.replace(escapes, (_, what: string) => {
    if (/^[uU]/.test(what)) {
      const codePoint = Number.parseInt(what.slice(1), 16);
      const isCharacter = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
      isSound &&= isCharacter;
      return isCharacter ? String.fromCodePoint(codePoint) : "";
    }
    isSound &&= what !== "";
    return simple[what] ?? "";
  });
  return isSound ? text : undefined;
}

/** As many lines and columns in few characters: none at all behind a backslash that ends its line, else fillings of ten columns. */
function standIn(content: string, filling: string): string {
  const first = content.search(/[^\r\n]/);
  if (first >= 0 && content.includes("\n", first)) {
    return `${content.slice(0, first)}\\${content.slice(first + 1).replace(/[^\r\n]/g, " ")}`;
  }
  return content.replace(/[^\r\n]+/g, ({ length }) => filling.repeat(length / filling.length).padEnd(length, "x"));
}

/** An escape for a character of its own, from those that mean nothing. */
function fillingOf(number: number): string {
  return `\\U00${(0x100000 + number).toString(16)}`;
}
