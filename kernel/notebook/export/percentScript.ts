import type { JsonObject } from "../../model/index.ts";
import { emptyNotebook, type NotebookCell, type NotebookDocument } from "../document.ts";
import { tagsOf } from "../tags.ts";
import { importedCell } from "./importedCell.ts";
import { languageName } from "./languageName.ts";
import { listWord, takeListWord } from "./listWord.ts";

/** Begins a cell: `// %% [toml] tags=["x"] id=faster` as we write it, `//%% Title [markdown]` as others do. */
const marker = /^\/\/[ \t]*%%(?=[\s[]|$)(?<rest>.*)$/;
const idWord = /(?:^|\s)id="?(?<id>[^\s"]+)"?/;
/** Alone, since other programs' titles may have brackets. */
const languageWord = /^\s*\[(?<language>[^\]]+)\]\s*$/;
/** Jupytext writes these behind a title or before it. */
const textWord = /(?:^|\s)\[(?<text>markdown|md|raw)\](?=\s|$)/;

/** What ends a line, and with it a comment, in TypeScript: behind it a text would run as code. */
const lineEnd = /\r(?!\n)|[\n\u2028\u2029]/;

interface Head {
  readonly language: string;
  readonly id?: string | undefined;
  readonly metadata: JsonObject;
}

const scriptHead: Head = { language: "typescript", metadata: {} };

/**
 * A notebook as one TypeScript file, cells between `// %%` lines as several editors know them; what is no TypeScript stands in comments.
 * Outputs stay behind.
 */
export function toTypeScript({ cells }: NotebookDocument): string {
  return `${cells.map(toScriptCell).join("\n\n")}\n`;
}

function toScriptCell(cell: NotebookCell): string {
  const { kind, language, source } = cell;
  const word = kind === "code" ? languageName(language) : kind;
  const head = headLine(cell, word);
  const body = word === "typescript" ? source.split("\n") : source.split(lineEnd).map(commented);
  return source === "" ? head : `${head}\n${body.map(guarded).join("\n")}`;
}

/** With the title of cells that came with one, unless it would be read as something else. */
function headLine(cell: NotebookCell, word: string): string {
  const marks = [...(word === "typescript" ? [] : [`[${word}]`]), ...listWord("tags", tagsOf(cell)), `id=${cell.id}`];
  const plain = ["// %%", ...marks].join(" ");
  const { title } = cell.metadata;
  if (typeof title !== "string") return plain;
  const titled = ["// %%", title, ...marks].join(" ");
  const [read, expected] = [titled, plain].map((line) => headOf(marker.exec(line)?.groups?.rest ?? ""));
  const wanted = { ...expected!, metadata: { title, ...expected!.metadata } };
  return JSON.stringify(read) === JSON.stringify(wanted) ? titled : plain;
}

function commented(line: string): string {
  return line === "" ? "//" : `// ${line}`;
}

/** A line of the user's own that looks like a marker gets a backslash more, and loses it again. */
function guarded(line: string): string {
  return line.replace(/^(\/\/[ \t]*\\*)%%/, "$1\\%%");
}

function unguarded(line: string): string {
  return line.replace(/^(\/\/[ \t]*\\*)\\%%/, "$1%%");
}

/** The notebook that such a file says; a plain TypeScript file is one cell. */
export function fromTypeScript(text: string): NotebookDocument {
  const cells: NotebookCell[] = [];
  let head: Head | undefined;
  let lines: string[] = [];
  const finish = () => {
    // Between two cells stands one empty line; the file ends with a line feed.
    if (lines.at(-1) === "") lines.pop();
    if (head !== undefined || lines.some(isWritten)) cells.push(toCell(head ?? scriptHead, lines, cells));
    lines = [];
  };
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const rest = marker.exec(line)?.groups?.rest;
    if (rest !== undefined) {
      finish();
      head = headOf(rest);
      continue;
    }
    if (head !== undefined && isText(head.language) && isWritten(line) && !line.startsWith("//")) {
      // Code below a text that has no marker of its own.
      const hasText = lines.some(isWritten);
      while (lines.length > 0 && !isWritten(lines.at(-1)!)) lines.pop();
      if (hasText) finish();
      head = hasText ? scriptHead : { ...head, language: "typescript" };
    }
    lines.push(line);
  }
  finish();
  return { ...emptyNotebook(), cells };
}

function headOf(written: string): Head {
  const { texts: tags, rest: untagged } = takeListWord("tags", written);
  const id = idWord.exec(untagged)?.groups?.id;
  const rest = untagged.replace(idWord, "");
  const text = textWord.exec(rest)?.groups?.text;
  const language = (text === "md" ? "markdown" : text) ?? languageWord.exec(rest)?.groups?.language;
  const title = (text !== undefined ? rest.replace(textWord, "") : language !== undefined ? "" : rest).trim();
  const metadata = { ...(title === "" ? {} : { title }), ...(tags.length === 0 ? {} : { tags }) };
  return { language: language ?? "typescript", id, metadata };
}

function isText(language: string): boolean {
  return language === "markdown" || language === "raw";
}

function isWritten(line: string): boolean {
  return line.trim() !== "";
}

function toCell(head: Head, lines: readonly string[], before: readonly NotebookCell[]): NotebookCell {
  const { language } = head;
  const isScript = language === "typescript";
  const source = lines
    .map(unguarded)
    .map((line) => (isScript ? line : line.replace(/^\/\/ ?/, "")))
    .join("\n");
  const kind = language === "markdown" || language === "raw" ? language : "code";
  return importedCell({ ...head, kind, source }, before);
}
