import { createHash } from "node:crypto";
import type { JsonObject } from "../../model/index.ts";
import { isCellId } from "../cellId.ts";
import { type CellKind, metadataWithLanguage, type NotebookCell } from "../document.ts";

/** What another format says of a cell. */
export interface ToldCell {
  readonly kind: CellKind;
  readonly language: string;
  readonly source: string;
  /** Anything that stands there; a cell may have been copied with it. */
  readonly id?: string | undefined;
  readonly metadata?: JsonObject;
  readonly attachments?: JsonObject;
}

/** A cell that has not run yet, as another format describes it, after those before it. */
export function importedCell(told: ToldCell, before: readonly NotebookCell[]): NotebookCell {
  const { kind, language, source, metadata = {}, attachments = {} } = told;
  return {
    id: uniqueId(told, before),
    kind,
    language,
    source,
    metadata: kind === "code" ? metadataWithLanguage(metadata, language) : metadata,
    executionCount: null,
    outputs: [],
    rest: Object.keys(attachments).length === 0 ? {} : { attachments },
  };
}

/** Without an id that nbformat allows and no other cell has, a cell gets one from its place and its text: the same at each import. */
function uniqueId({ id, source }: ToldCell, before: readonly NotebookCell[]): string {
  let chosen = isCellId(id) ? id : contentId(`${before.length}\0${source}`);
  for (let attempt = 1; before.some((cell) => cell.id === chosen); attempt += 1) {
    chosen = contentId(`${before.length}\0${source}\0${attempt}`);
  }
  return chosen;
}

function contentId(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
