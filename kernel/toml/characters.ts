import type { Lines, Range } from "../text/index.ts";
import type { TomlDiagnostic } from "./code.ts";

/** Finds what no TOML text may contain, wherever it stands: bare CR, control characters, halves of characters, and traces of invalid UTF-8. */
export function checkCharacters(lines: Lines): TomlDiagnostic[] {
  if (!suspicious.test(lines.text)) return [];
  return [...lines.text.matchAll(new RegExp(suspicious, "gu"))].map(({ 0: character, index }): TomlDiagnostic => {
    const range = rangeOf(lines, index, character.length);
    const codePoint = character.codePointAt(0)!;
    if (character === "\r") return { code: "bare-carriage-return", severity: "error", range, data: {} };
    return {
      code: "invalid-character",
      severity: codePoint === REPLACEMENT ? "warning" : "error",
      range,
      data: { codePoint, name: `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}` },
    };
  });
}

/** All of C0 but tab and ends of line, and DEL; TOML allows C1. */
export const controlCharacter = /(?![\t\n\r\u0080-\u009f])\p{Cc}|\p{Surrogate}/u;

const REPLACEMENT = 0xfffd;
const suspicious = new RegExp(`\\r(?!\\n)|\\uFFFD|${controlCharacter.source}`, "u");

/** A bare CR is an end of line itself: its range stays on the line that it ends. */
function rangeOf(lines: Lines, index: number, length: number): Range {
  const start = lines.positionAt(index);
  return { start, end: { line: start.line, character: start.character + length } };
}
