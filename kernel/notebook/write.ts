import type { Json, JsonObject } from "../model/index.ts";
import { metadataWithLanguage, type NotebookCell, type NotebookDocument, notebookLanguage } from "./document.ts";
import { spelledAsIn } from "./numberSpelling.ts";
import { linesOf } from "./outputs.ts";

/**
 * The bytes of a notebook: JSON with an indent of one space and a line feed at the end, as nbformat's own writer does it,
 * keys in nbformat's (alphabetical) order and unknown ones among them. The same document always gives the same text.
 *
 * @param before the text of a notebook that this one came from: numbers that are the same still are spelled as they are there.
 */
export function writeNotebook(document: NotebookDocument, before?: string): string {
  const value = sorted(notebookJson(document));
  return `${JSON.stringify(before === undefined ? value : spelledAsIn(before, value), null, 1)}\n`;
}

/** The same as JSON values. */
export function notebookJson({ cells, metadata, rest }: NotebookDocument): JsonObject {
  const usual = notebookLanguage(metadata);
  return { ...rest, cells: cells.map((cell) => writeCell(cell, usual)), metadata };
}

function writeCell(cell: NotebookCell, usualLanguage: string): JsonObject {
  const { id, kind, source, rest } = cell;
  const common = { ...rest, cell_type: kind, id, source: linesOf(source) };
  if (kind !== "code") return { ...common, metadata: cell.metadata };
  return {
    ...common,
    execution_count: cell.executionCount,
    metadata: metadataWithLanguage(cell.metadata, cell.language, usualLanguage),
    outputs: cell.outputs,
  };
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
