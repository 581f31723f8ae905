import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../model/index.ts";
import type { Position } from "../text/position.ts";
import { isCellId } from "./cellId.ts";
import {
  type CellKind,
  emptyNotebook,
  isObject,
  languageOf,
  type NotebookCell,
  type NotebookDocument,
  notebookLanguage,
} from "./document.ts";
import { multilineText } from "./multilineText.ts";

/** Why a file is no notebook. It is shown, and the file is left as it is. */
export class NotebookUnreadableError extends Error {
  readonly position: Position | undefined;

  constructor(message: string, position?: Position) {
    super(message);
    this.name = "NotebookUnreadableError";
    this.position = position;
  }
}

/**
 * Reads a `.wfnb` or `.ipynb` text. An empty text is a new notebook.
 *
 * @throws NotebookUnreadableError for anything else that is not nbformat 4: the caller shows it and must not save over the file.
 */
export function readNotebook(text: string): NotebookDocument {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (content.trim() === "") return emptyNotebook();
  refuseMergeConflict(content);
  const raw = parseJson(content);
  if (!isObject(raw))
    throw new NotebookUnreadableError("This is JSON, but no notebook: expected an object with `cells`.");
  const { cells, metadata = {}, ...rest } = raw;
  if (rest.nbformat !== 4) {
    throw new NotebookUnreadableError(
      rest.nbformat === undefined
        ? "This is JSON, but no notebook: `nbformat` is missing (expected 4)."
        : `This notebook has nbformat ${JSON.stringify(rest.nbformat)}; version 4 can be read. Convert it with \`jupyter nbconvert --to notebook\`.`,
    );
  }
  if (!Array.isArray(cells)) throw new NotebookUnreadableError("This notebook has no list of `cells`.");
  if (!isObject(metadata)) throw new NotebookUnreadableError("The notebook's `metadata` is no object.");
  const taken = new Set<string>();
  const usual = notebookLanguage(metadata);
  return {
    cells: (cells as readonly Json[]).map((cell, index) => readCell(cell, index, taken, usual)),
    metadata,
    rest: withCellIds(rest),
  };
}

/** Cell ids came with 4.5; older minors are read and become 4.5 when saved. */
function withCellIds(rest: JsonObject): JsonObject {
  const minor = rest.nbformat_minor;
  return typeof minor === "number" && minor >= 5 ? rest : { ...rest, nbformat_minor: 5 };
}

function readCell(written: Json, index: number, taken: Set<string>, usualLanguage: string): NotebookCell {
  const where = `Cell ${index + 1}`;
  if (!isObject(written)) throw new NotebookUnreadableError(`${where} is no object.`);
  const cell = written.cell_type === "heading" ? headingAsMarkdown(written) : written;
  const { id, cell_type: kind, source, metadata = {}, outputs = [], execution_count: count = null, ...rest } = cell;
  if (kind !== "code" && kind !== "markdown" && kind !== "raw") {
    throw new NotebookUnreadableError(
      `${where} has the cell_type ${JSON.stringify(kind) ?? "nothing"}; expected code, markdown or raw.`,
    );
  }
  if (!isObject(metadata)) throw new NotebookUnreadableError(`The metadata of ${where.toLowerCase()} is no object.`);
  const text = multilineText(source);
  if (text === undefined) throw new NotebookUnreadableError(`The source of ${where.toLowerCase()} is no text.`);
  if (!Array.isArray(outputs) || !(outputs as readonly Json[]).every(isObject)) {
    throw new NotebookUnreadableError(`The outputs of ${where.toLowerCase()} are no list of objects.`);
  }
  return {
    id: uniqueId(id, kind, text, index, taken),
    kind,
    language: languageOf(kind, metadata, usualLanguage),
    source: text,
    metadata,
    executionCount: typeof count === "number" ? count : null,
    outputs: outputs as readonly JsonObject[],
    rest,
  };
}

/** Early notebooks of version 4 have heading cells. They become what Jupyter's own upgrade makes of them: a heading is one line. */
function headingAsMarkdown({ level, source, ...rest }: JsonObject): JsonObject {
  const asMarkdown = { ...rest, cell_type: "markdown" };
  const lines = multilineText(source)
    ?.trimEnd()
    .split(/\r\n|\r|\n/);
  // What is no text is refused as that of any other cell.
  if (lines === undefined) return { ...asMarkdown, source: source ?? null };
  const depth = typeof level === "number" ? Math.min(6, Math.max(1, Math.trunc(level))) : 1;
  return { ...asMarkdown, source: `${"#".repeat(depth)} ${lines.join(" ")}` };
}

/** A missing or repeated id gets one that depends on the content alone, so that reading twice gives the same. */
function uniqueId(id: Json | undefined, kind: CellKind, text: string, index: number, taken: Set<string>): string {
  let chosen = isCellId(id) ? id : contentId(kind, text, index, 0);
  for (let attempt = 1; taken.has(chosen); attempt += 1) chosen = contentId(kind, text, index, attempt);
  taken.add(chosen);
  return chosen;
}

function contentId(kind: CellKind, text: string, index: number, attempt: number): string {
  return createHash("sha256").update(`${kind}\0${index}\0${attempt}\0${text}`).digest("hex").slice(0, 8);
}

function refuseMergeConflict(text: string): void {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith("<<<<<<< "));
  if (start >= 0 && lines.some((line) => line.startsWith(">>>>>>> "))) {
    throw new NotebookUnreadableError(
      `This notebook has an unresolved merge conflict from line ${start + 1} on. Open it with the text editor, keep one side, and save.`,
      { line: start, character: 0 },
    );
  }
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const position = placeOfJsonError(text, error);
    const at = position === undefined ? "" : ` at line ${position.line + 1}, column ${position.character + 1}`;
    throw new NotebookUnreadableError(
      `This notebook is not valid JSON${at}. Open it with the text editor to mend it; nothing has been changed.`,
      position,
    );
  }
}

function placeOfJsonError(text: string, error: unknown): Position | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const before = text.slice(0, offsetOfJsonError(text, error));
  const line = before.split("\n").length - 1;
  return { line, character: before.length - (before.lastIndexOf("\n") + 1) };
}

/** V8 tells the offset in its message, except of a text that ends too early and of what may not stand where it does, such as `NaN`. */
function offsetOfJsonError(text: string, { message }: SyntaxError): number {
  const offset = /position (\d+)/.exec(message)?.[1];
  if (offset !== undefined) return Number(offset);
  if (!isOfToken(message)) return text.length;
  // The shortest beginning of the text with the same error ends in it.
  let [right, wrong] = [0, text.length];
  while (wrong - right > 1) {
    const middle = Math.trunc((right + wrong) / 2);
    if (isOfToken(jsonErrorOf(text.slice(0, middle)))) wrong = middle;
    else right = middle;
  }
  return wrong - 1;
}

function isOfToken(message: string): boolean {
  return message.startsWith("Unexpected token");
}

function jsonErrorOf(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}
