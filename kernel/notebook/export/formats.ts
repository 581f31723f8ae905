import type { NotebookDocument } from "../document.ts";
import { readNotebook } from "../read.ts";
import { writeNotebook } from "../write.ts";
import { fromMarkdown, toMarkdown } from "./markdown.ts";
import { fromTypeScript, toTypeScript } from "./percentScript.ts";

/** What a notebook can be written as by its text alone. HTML needs pictures besides: see `toHtml`. */
export const textFormats = ["wfnb", "ipynb", "ts", "md"] as const;
export type TextFormat = (typeof textFormats)[number];

export function toText(document: NotebookDocument, format: TextFormat): string {
  switch (format) {
    case "wfnb":
    case "ipynb":
      return writeNotebook(document);
    case "ts":
      return toTypeScript(document);
    case "md":
      return toMarkdown(document);
  }
}

/**
 * A notebook from the text of a file, by the ending of its name.
 *
 * @throws NotebookUnreadableError with the place, where it should be a notebook's JSON and is not.
 */
export function fromText(text: string, fileName: string): NotebookDocument {
  if (/\.(md|markdown)$/i.test(fileName)) return fromMarkdown(text);
  return /\.[cm]?tsx?$/i.test(fileName) ? fromTypeScript(text) : readNotebook(text);
}
