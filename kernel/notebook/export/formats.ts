import type { NotebookDocument } from "../document.ts";
import { readNotebook } from "../read.ts";
import { writeNotebook } from "../write.ts";
import { attachmentsOf } from "./attachments.ts";
import { fromMarkdown, toMarkdown } from "./markdown.ts";
import { fromTypeScript, toTypeScript } from "./percentScript.ts";

/** What a notebook can be written as by its text alone. HTML needs pictures besides: see `toHtml`. */
export const textFormats = ["wfnb", "ipynb", "ts", "md"] as const;
export type TextFormat = (typeof textFormats)[number];

/** `before`: the text of a notebook that this one was read from; see `writeNotebook`. */
export function toText(document: NotebookDocument, format: TextFormat, before?: string): string {
  switch (format) {
    case "wfnb":
    case "ipynb":
      return writeNotebook(document, before);
    case "ts":
      return toTypeScript(document);
    case "md":
      return toMarkdown(document);
  }
}

/** A sentence of what a format leaves out, beside outputs, of which the file itself cannot tell; undefined where it is nothing. */
export function leftOutOf(document: NotebookDocument, format: TextFormat): string | undefined {
  if (format !== "ts") return undefined;
  const cells = document.cells.flatMap((cell, index) => {
    const names = Object.keys(attachmentsOf(cell));
    return names.length === 0 ? [] : [`cell ${index + 1} (${names.join(", ")})`];
  });
  if (cells.length === 0) return undefined;
  return `A TypeScript file holds no attached pictures; left out are those of ${cells.join(", ")}. Markdown keeps them.`;
}

/**
 * A notebook from the text of a file, by the ending of its name.
 *
 * @throws NotebookUnreadableError with the place, where it should be a notebook's JSON and is not.
 */
export function fromText(text: string, fileName: string): NotebookDocument {
  if (isMarkdown(fileName)) return fromMarkdown(text);
  return isTypeScript(fileName) ? fromTypeScript(text) : readNotebook(text);
}

/** Whether `fromText` takes a file of this name for a notebook's JSON. */
export function isNotebookFile(fileName: string): boolean {
  return !isMarkdown(fileName) && !isTypeScript(fileName);
}

function isMarkdown(fileName: string): boolean {
  return /\.(md|markdown)$/i.test(fileName);
}

function isTypeScript(fileName: string): boolean {
  return /\.[cm]?tsx?$/i.test(fileName);
}
