import type { Json } from "../../model/index.ts";

/** A word behind the mark of a cell: `tags=["one", "two"]`; nothing for an empty list. */
export function listWord(name: string, texts: readonly string[]): readonly string[] {
  // A comment ends at `-->`, in TypeScript at any end of a line, and behind a fence of backticks none may stand.
  const coded = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return texts.length === 0 ? [] : [`${name}=${JSON.stringify(texts).replaceAll(/[>`\u2028\u2029]/g, coded)}`];
}

/** The texts of such a word, if it is there, and what is written without it. */
export function takeListWord(
  name: string,
  written: string,
): { readonly texts: readonly string[]; readonly rest: string } {
  // Nothing but texts and commas: what is no list is given up at once, however often its beginning stands there.
  const word = new RegExp(`(?:^|\\s)${name}=(?<list>\\[\\s*(?:"(?:[^"\\\\]|\\\\.)*"\\s*(?:,\\s*)?)*\\])`);
  return { texts: textsIn(word.exec(written)?.groups?.list), rest: written.replace(word, "") };
}

function textsIn(list: string | undefined): readonly string[] {
  try {
    const texts = JSON.parse(list ?? "[]") as readonly Json[];
    return texts.every((text) => typeof text === "string") ? texts : [];
  } catch {
    return [];
  }
}
