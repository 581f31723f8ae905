import type { Json, JsonObject } from "../../model/index.ts";
import { emptyNotebook, isObject, type NotebookCell, type NotebookDocument } from "../document.ts";
import { shownText } from "../multilineText.ts";
import { tagsOf } from "../tags.ts";
import { AttachmentReader, AttachmentWriter, isAttachmentDefinition } from "./attachmentDefinitions.ts";
import { attachmentsOf } from "./attachments.ts";
import { importedCell } from "./importedCell.ts";
import { languageName } from "./languageName.ts";
import { blocksOf, opensFence } from "./markdownBlocks.ts";
import { type CellWords, cellWords, headOf, proseMark, wordsOfProse } from "./markdownMarks.ts";

const outputInfo = "text output";
const noWords: CellWords = { metadata: {}, labels: [] };

/**
 * A notebook as Markdown: code cells are fenced blocks marked `cell`, their outputs text beside them, attached pictures references.
 * `fromMarkdown` reads it back; outputs are for reading alone.
 */
export function toMarkdown({ cells }: NotebookDocument): string {
  const isMarked = cells.some(({ kind }) => kind === "code");
  const attached = new AttachmentWriter(cells.map(({ source }) => source));
  const parts: string[] = [];
  let followsProse = false;
  for (const cell of cells) {
    if (cell.kind === "markdown" && isPlainProse(cell.source, isMarked)) {
      const { text, others } = attached.referring(cell.source, attachmentsOf(cell));
      const words = cellWords(tagsOf(cell), others);
      if (followsProse || words.length > 0) parts.push(proseMark(words));
      parts.push(text);
      followsProse = true;
      continue;
    }
    const words = cellWords(tagsOf(cell), attached.labels(attachmentsOf(cell)));
    parts.push(fenced(cell.source, [`${languageName(cell.language)} cell=${cell.id}`, ...words].join(" ")));
    const text = cell.outputs
      .map(outputText)
      .filter((it) => it !== "")
      .join("\n");
    if (text !== "") parts.push(fenced(text.trimEnd(), outputInfo));
    followsProse = false;
  }
  const definitions = attached.definitions();
  if (definitions !== "") parts.push(definitions);
  return `${parts.join("\n\n")}\n`;
}

/** Whether a text is read as prose again. An open fence would take in what follows; a block marked as a cell would become one. */
function isPlainProse(source: string, isMarked: boolean): boolean {
  return blocksOf(withPlainLineEnds(source)).every(({ info, body }) => {
    if (info !== undefined)
      return info !== outputInfo && headOf(info, true) === undefined && (isMarked || headOf(info, false) === undefined);
    return !opensFence(body) && wordsOfProse(body) === undefined && !isAttachmentDefinition(body);
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
  const isMarked = blocks.some(({ info }) => info !== undefined && headOf(info, true) !== undefined);
  const attached = new AttachmentReader(blocks.flatMap(({ info, body }) => (info === undefined ? [body] : [])));
  const cells: NotebookCell[] = [];
  let prose: string[] = [];
  let { metadata, labels } = noWords;
  const finishProse = () => {
    const written = prose.join("\n").replaceAll(/^\n+|\n+$/g, "");
    if (written !== "" || labels.length > 0 || Object.keys(metadata).length > 0) {
      const told = { kind: "markdown", language: "markdown", metadata, ...attached.attached(written, labels) } as const;
      cells.push(importedCell(told, cells));
    }
    prose = [];
    ({ metadata, labels } = noWords);
  };
  for (const { info, body, whole } of blocks) {
    if (info === undefined) {
      const words = wordsOfProse(body);
      if (words !== undefined) {
        finishProse();
        ({ metadata, labels } = words);
      } else if (!isAttachmentDefinition(body)) prose.push(whole);
      continue;
    }
    if (info === outputInfo && isMarked) continue;
    const head = headOf(info, isMarked);
    if (head === undefined) {
      prose.push(whole);
      continue;
    }
    finishProse();
    const { language, id } = head;
    const kind = language === "markdown" || language === "raw" ? language : "code";
    const { attachments } = attached.attached("", head.labels);
    cells.push(importedCell({ kind, language, source: body, id, metadata: head.metadata, attachments }, cells));
  }
  finishProse();
  return { ...emptyNotebook(), cells };
}
