import type { Json, JsonObject } from "../../model/index.ts";
import { emptyNotebook, isObject, type NotebookCell, type NotebookDocument } from "../document.ts";
import { shownText } from "../multilineText.ts";
import { importedCell } from "./importedCell.ts";

/** Between two Markdown cells that follow each other. */
const separator = "<!-- cell -->";
const outputInfo = "text output";
/** Behind the fence of a cell: `toml cell=faster`. Languages have names such as `c++` and `wolfram language`. */
const cellInfo = /^(?:(?<named>.+) cell=(?<id>\S+)|(?<language>\S+) cell)$/;
/** What is a cell where none is marked. */
const plainCellInfo = /^(?:toml|typescript|ts)$/;
/** A fence of tildes may have backticks behind it. */
const openingFence = /^(?<indent> {0,3})(?<fence>`{3,}(?=[^`]*$)|~{3,})(?<info>[^\n]*)$/;

/**
 * A notebook as Markdown: code cells are fenced blocks marked `cell`, their outputs text beside them.
 * `fromMarkdown` reads it back; outputs are for reading alone.
 */
export function toMarkdown({ cells }: NotebookDocument): string {
  const isMarked = cells.some(({ kind }) => kind === "code");
  const parts: string[] = [];
  let followsProse = false;
  for (const cell of cells) {
    if (cell.kind !== "code" && isPlainProse(cell.source, isMarked)) {
      if (followsProse) parts.push(separator);
      parts.push(cell.source);
      followsProse = true;
      continue;
    }
    parts.push(fenced(cell.source, `${cell.language} cell=${cell.id}`));
    const text = cell.outputs
      .map(outputText)
      .filter((it) => it !== "")
      .join("\n");
    if (text !== "") parts.push(fenced(text.trimEnd(), outputInfo));
    followsProse = false;
  }
  return `${parts.join("\n\n")}\n`;
}

/** Whether a text is read as prose again. An open fence would take in what follows; a block marked as a cell would become one. */
function isPlainProse(source: string, isMarked: boolean): boolean {
  const text = withPlainLineEnds(source);
  if (text.split("\n").includes(separator)) return false;
  return blocksOf(text).every(({ info, body }) => {
    if (info === undefined) return !openingFence.test(body);
    return info !== outputInfo && !cellInfo.test(info) && (isMarked || !plainCellInfo.test(info));
  });
}

function withPlainLineEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** A fence longer than any inside. */
function fenced(text: string, info: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${info}\n${text}${text === "" ? "" : "\n"}${fence}`;
}

/** What a terminal would show of an output. */
export function outputText(output: JsonObject): string {
  if (output.output_type === "stream") return shownText(output.text);
  if (output.output_type === "error") {
    const stack = Array.isArray(output.traceback)
      ? (output.traceback as readonly Json[]).map(shownText).join("\n")
      : "";
    return stack.includes(shownText(output.evalue))
      ? stack
      : `${shownText(output.ename)}: ${shownText(output.evalue)}\n${stack}`.trimEnd();
  }
  return isObject(output.data) ? shownText(output.data["text/plain"]) : "";
}

/** Blocks marked `cell` become code cells; where none is marked, every block in TOML or TypeScript does. */
export function fromMarkdown(text: string): NotebookDocument {
  const blocks = blocksOf(withPlainLineEnds(text));
  const isMarked = blocks.some(({ info }) => info !== undefined && cellInfo.test(info));
  const cells: NotebookCell[] = [];
  let prose: string[] = [];
  const finishProse = () => {
    const joined = prose.join("\n");
    prose = [];
    for (const part of joined.split(`\n${separator}\n`)) {
      const source = part.replaceAll(/^\n+|\n+$/g, "");
      if (source !== "") cells.push(importedCell({ kind: "markdown", language: "markdown", source }, cells));
    }
  };
  for (const { info, body, whole } of blocks) {
    if (info === outputInfo && isMarked) continue;
    const found = (isMarked ? cellInfo : plainCellInfo).exec(info ?? "");
    if (found === null) {
      prose.push(whole);
      continue;
    }
    finishProse();
    const { named, id, language: word = named ?? found[0] } = found.groups ?? {};
    const language = word === "ts" ? "typescript" : word;
    const kind = language === "markdown" || language === "raw" ? language : "code";
    cells.push(importedCell({ kind, language, source: body, id }, cells));
  }
  finishProse();
  return { ...emptyNotebook(), cells };
}

interface Block {
  /** Undefined for prose. */
  readonly info: string | undefined;
  readonly body: string;
  readonly whole: string;
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const all = text.split("\n");
  // Fences that nothing closes any more: each is looked for once only.
  const unclosed = new Set<string>();
  for (let at = 0; at < all.length; ) {
    const open = openingFence.exec(all[at]!)?.groups as { indent: string; fence: string; info: string } | undefined;
    const end = open === undefined || unclosed.has(open.fence) ? -1 : closingLine(all, at, open.fence);
    if (open !== undefined && end < 0) unclosed.add(open.fence);
    if (open === undefined || end < 0) {
      blocks.push({ info: undefined, body: all[at]!, whole: all[at]! });
      at += 1;
    } else {
      const indent = new RegExp(`^ {0,${open.indent.length}}`);
      const body = all.slice(at + 1, end).map((line) => line.replace(indent, ""));
      blocks.push({ info: open.info.trim(), body: body.join("\n"), whole: all.slice(at, end + 1).join("\n") });
      at = end + 1;
    }
  }
  return blocks;
}

/** The line that closes the fence of a line; -1 if none does. */
function closingLine(all: readonly string[], at: number, fence: string): number {
  for (let line = at + 1; line < all.length; line += 1) if (closes(all[line]!, fence)) return line;
  return -1;
}

/** As CommonMark has it: a fence of the same characters, as long as the first or longer, with nothing behind it. */
function closes(line: string, fence: string): boolean {
  const closing = /^ {0,3}(?<closing>`{3,}|~{3,})\s*$/.exec(line)?.groups?.closing;
  return closing?.startsWith(fence) === true;
}
