import type { JsonObject } from "../../model/index.ts";
import { listWord, takeListWord } from "./listWord.ts";

/**
 * Between two Markdown cells that follow each other, and before one that has tags or attachments to which none of its images leads:
 * `<!-- cell tags=["intro"] -->`. Readers of Markdown show none of it.
 */
const prosePattern = /^<!-- cell(?<words> .*)? -->$/;
/** Behind the fence of a cell: `toml cell=faster`, and what `cellWords` gives. Languages have names such as `c++` and `wolfram language`. */
const cellInfo = /^(?:(?<named>.+) cell=(?<id>\S+)|(?<language>\S+) cell)$/;
/** What is a cell where none is marked. */
const plainCellInfo = /^(?:toml|typescript|ts)$/;

/** The mark before a text; none is needed where it follows no other text and has nothing to say. */
export function proseMark(words: readonly string[]): string {
  return ["<!-- cell", ...words, "-->"].join(" ");
}

/** What the mark of a text says; undefined for any other line. */
export function wordsOfProse(line: string): CellWords | undefined {
  const found = prosePattern.exec(line);
  return found === null ? undefined : wordsOf(found.groups?.words ?? "");
}

/** `tags=["parameters"] attachments=["attachment:plan.png"]`, as far as there is something to say. */
export function cellWords(tags: readonly string[], attachments: readonly string[]): readonly string[] {
  return [...listWord("tags", tags), ...listWord("attachments", attachments)];
}

/** What stands with a cell beside its text. */
export interface CellWords {
  readonly metadata: JsonObject;
  /** Labels of the file's definitions. */
  readonly labels: readonly string[];
}

interface MarkedCell extends CellWords {
  readonly language: string;
  readonly id: string | undefined;
}

/** `rest`: what else is written there. */
function wordsOf(written: string): CellWords & { readonly rest: string } {
  const { texts: labels, rest: withTags } = takeListWord("attachments", written);
  const { texts: tags, rest } = takeListWord("tags", withTags);
  return { metadata: tags.length === 0 ? {} : { tags }, labels, rest };
}

/** The cell that stands behind a fence with these words; `isMarked`: whether cells say that they are some. */
export function headOf(info: string, isMarked: boolean): MarkedCell | undefined {
  const { rest, ...words } = wordsOf(info);
  const found = (isMarked ? cellInfo : plainCellInfo).exec(rest);
  if (found === null) return undefined;
  const { named, id, language = named ?? found[0] } = found.groups ?? {};
  return { ...words, language: language === "ts" ? "typescript" : language, id };
}
