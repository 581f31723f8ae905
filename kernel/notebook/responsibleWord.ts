import type { Position, Range } from "../text/index.ts";

/**
 * What to mark of a line that failed: the word at the place that the stack tells. Where a name is not defined, the name itself, since the
 * place of such an error is where its statement begins once code was rewritten.
 */
export function responsibleWord(line: string, position: Position, message: string): Range {
  const missing = /(?:^|: )([\w$]+) is not defined$/.exec(message.split("\n", 1)[0]!)?.[1];
  const at = missing === undefined ? -1 : placeOfName(line, missing, position.character);
  if (missing !== undefined && at >= 0) return rangeOf(position.line, at, missing.length);
  const word = /^(?:(?:new|await|yield\*?)\s+)*[\w$.]+|^./.exec(line.slice(position.character))?.[0] ?? "";
  return rangeOf(position.line, position.character, word.length);
}

/** The first use from there on, else the first one in the line. */
function placeOfName(line: string, name: string, from: number): number {
  const pattern = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`, "g");
  const places = [...line.matchAll(pattern)].map(({ index }) => index);
  return places.find((index) => index >= from) ?? places[0] ?? -1;
}

function rangeOf(line: number, character: number, length: number): Range {
  return { start: { line, character }, end: { line, character: character + length } };
}
