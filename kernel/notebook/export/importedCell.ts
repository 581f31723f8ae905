import { createHash } from "node:crypto";
import { type CellKind, metadataWithLanguage, type NotebookCell } from "../document.ts";

/** A cell that has not run yet, as another format describes it. Without an id of its own it gets one from its place and its text: the same at each import. */
export function importedCell(
  kind: CellKind,
  language: string,
  source: string,
  index: number,
  id?: string,
): NotebookCell {
  return {
    id: id ?? createHash("sha256").update(`${index}\0${source}`).digest("hex").slice(0, 8),
    kind,
    language,
    source,
    metadata: kind === "code" ? metadataWithLanguage({}, language) : {},
    executionCount: null,
    outputs: [],
    rest: {},
  };
}
