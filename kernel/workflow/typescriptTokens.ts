import { Lines, type Range } from "../text/index.ts";

/** A word, a text or a sign of TypeScript source. Comments and regular expressions are left out. */
export interface SourceToken {
  readonly kind: "word" | "text" | "sign";
  /** The word, the sign, or what stands between the quotes. */
  readonly text: string;
  /** Without quotes. */
  readonly range: Range;
}

/**
 * Cuts TypeScript into tokens, well enough to follow names and braces. No compiler: this runs at every keystroke,
 * on half-typed text, and in editors that bring no TypeScript along.
 */
export function typescriptTokens(source: string): SourceToken[] {
  const lines = new Lines(source);
  const tokens: SourceToken[] = [];
  const add = (kind: SourceToken["kind"], start: number, end: number) => {
    tokens.push({ kind, text: source.slice(start, end), range: lines.range(start, end) });
  };
  /** Depth of braces in each template literal that we are inside of. */
  const templates: number[] = [];
  let braces = 0;
  let at = 0;

  /** Skips a template's text up to its end or its next `${`. */
  const template = (start: number): number => {
    for (let i = start; i < source.length; i += 1) {
      if (source[i] === "\\") i += 1;
      else if (source[i] === "`") return i + 1;
      else if (source.startsWith("${", i)) {
        templates.push(braces);
        return i + 2;
      }
    }
    return source.length;
  };

  while (at < source.length) {
    const character = source[at]!;
    if (/\s/.test(character)) at += 1;
    else if (source.startsWith("//", at)) at = endOr(source.indexOf("\n", at), source);
    else if (source.startsWith("/*", at)) at = endOr(source.indexOf("*/", at + 2), source, 2);
    else if (character === '"' || character === "'") {
      const end = endOfText(source, at);
      add("text", at + 1, Math.max(at + 1, end - 1));
      at = end;
    } else if (character === "`") at = template(at + 1);
    else if (character === "}" && templates.at(-1) === braces) {
      templates.pop();
      at = template(at + 1);
    } else if (/[\p{L}_$]/u.test(character)) {
      const word = /^[\p{L}\p{N}_$]+/u.exec(source.slice(at, at + 200))![0];
      add("word", at, at + word.length);
      at += word.length;
    } else if (/\d/.test(character)) {
      // Numbers may hold a point that is no access.
      at += /^[\d._a-zA-Z]+/.exec(source.slice(at, at + 100))![0].length;
      add("sign", at - 1, at);
    } else if (character === "/" && startsRegularExpression(tokens.at(-1))) at = endOfRegularExpression(source, at);
    else {
      if (character === "{") braces += 1;
      if (character === "}") braces -= 1;
      const length = source.startsWith("...", at) ? 3 : source.startsWith("?.", at) ? 2 : 1;
      add("sign", at, at + length);
      at += length;
    }
  }
  return tokens;
}

function endOr(index: number, source: string, more = 0): number {
  return index < 0 ? source.length : index + more;
}

function endOfText(source: string, start: number): number {
  for (let i = start + 1; i < source.length; i += 1) {
    if (source[i] === "\\") i += 1;
    else if (source[i] === source[start]) return i + 1;
    else if (source[i] === "\n") return i;
  }
  return source.length;
}

/** After a value a slash divides; anywhere else it begins a regular expression. */
function startsRegularExpression(before: SourceToken | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "text") return false;
  if (before.kind === "word")
    return /^(return|typeof|case|in|of|yield|await|delete|void|throw|else|do)$/.test(before.text);
  return !/^[)\]}\d\w]$/.test(before.text);
}

function endOfRegularExpression(source: string, start: number): number {
  let inClass = false;
  for (let i = start + 1; i < source.length && source[i] !== "\n"; i += 1) {
    if (source[i] === "\\") i += 1;
    else if (source[i] === "[") inClass = true;
    else if (source[i] === "]") inClass = false;
    else if (source[i] === "/" && !inClass) return i + 1;
  }
  return start + 1;
}
