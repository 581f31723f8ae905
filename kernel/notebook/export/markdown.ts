import type { Json, JsonObject } from "../../model/index.ts";
import { emptyNotebook, isObject, type NotebookCell, type NotebookDocument } from "../document.ts";
import { importedCell } from "./importedCell.ts";

/** Between two Markdown cells that follow each other. */
const separator = "<!-- cell -->";

/**
 * A notebook as Markdown: code cells are fenced blocks marked `cell`, their outputs text beside them.
 * `fromMarkdown` reads it back; outputs are for reading alone.
 */
export function toMarkdown({ cells }: NotebookDocument): string {
  const parts: string[] = [];
  cells.forEach((cell, index) => {
    if (cell.kind === "code") {
      parts.push(fenced(cell.source, `${cell.language} cell=${cell.id}`));
      const text = cell.outputs
        .map(outputText)
        .filter((it) => it !== "")
        .join("\n");
      if (text !== "") parts.push(fenced(text.trimEnd(), "text output"));
    } else {
      if (index > 0 && cells[index - 1]!.kind !== "code") parts.push(separator);
      parts.push(cell.source);
    }
  });
  return `${parts.join("\n\n")}\n`;
}

/** A fence longer than any inside. */
function fenced(text: string, info: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${info}\n${text}${text === "" ? "" : "\n"}${fence}`;
}

/** What a terminal would show of an output. */
export function outputText(output: JsonObject): string {
  if (output.output_type === "stream") return lines(output.text);
  if (output.output_type === "error") {
    const stack = Array.isArray(output.traceback) ? (output.traceback as readonly Json[]).map(lines).join("\n") : "";
    return stack.includes(lines(output.evalue))
      ? stack
      : `${lines(output.ename)}: ${lines(output.evalue)}\n${stack}`.trimEnd();
  }
  return isObject(output.data) ? lines(output.data["text/plain"]) : "";
}

function lines(value: Json | undefined): string {
  if (Array.isArray(value))
    return (value as readonly Json[]).map((line) => (typeof line === "string" ? line : "")).join("");
  return typeof value === "string" ? value : "";
}

/** Blocks marked `cell` become code cells; where none is marked, every block in TOML or TypeScript does. */
export function fromMarkdown(text: string): NotebookDocument {
  const blocks = blocksOf(text.replaceAll("\r\n", "\n"));
  const isMarked = blocks.some(({ info }) => / cell(=|$)/.test(info ?? ""));
  const cells: NotebookCell[] = [];
  let prose: string[] = [];
  const finishProse = () => {
    const joined = prose.join("\n");
    prose = [];
    for (const part of joined.split(`\n${separator}\n`)) {
      const source = part.replaceAll(/^\n+|\n+$/g, "");
      if (source !== "") cells.push(importedCell("markdown", "markdown", source, cells.length));
    }
  };
  for (const { info, body, whole } of blocks) {
    if (info === "text output" && isMarked) continue;
    const { language, id } = /^(?<language>\w+)(?: cell(?:=(?<id>[A-Za-z0-9_-]+))?)?$/.exec(info ?? "")?.groups ?? {};
    const isCell = isMarked ? / cell(=|$)/.test(info ?? "") : /^(toml|typescript|ts)$/.test(info ?? "");
    if (info === undefined || !isCell || language === undefined) {
      prose.push(whole);
      continue;
    }
    finishProse();
    const kind = language === "markdown" ? "markdown" : "code";
    cells.push(importedCell(kind, language === "ts" ? "typescript" : language, body, cells.length, id));
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
  for (let at = 0; at < all.length; ) {
    const open = /^(?<fence>`{3,}|~{3,})(?<info>[^`]*)$/.exec(all[at]!)?.groups;
    const end = open === undefined ? -1 : all.findIndex((line, index) => index > at && line.trimEnd() === open.fence);
    if (open === undefined || end < 0) {
      blocks.push({ info: undefined, body: all[at]!, whole: all[at]! });
      at += 1;
    } else {
      const body = all.slice(at + 1, end).join("\n");
      blocks.push({ info: open.info!.trim(), body, whole: all.slice(at, end + 1).join("\n") });
      at = end + 1;
    }
  }
  return blocks;
}
