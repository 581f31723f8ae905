import type { Json, JsonObject } from "../model/index.ts";

/** A `.wfnb` notebook: an nbformat 4.5 document. Keys that we do not know ride along and are written back. */
export interface NotebookDocument {
  readonly cells: readonly NotebookCell[];
  readonly metadata: JsonObject;
  /** Top-level keys beside `cells` and `metadata`, in the order they were read: `nbformat`, `nbformat_minor` and unknown ones. */
  readonly rest: JsonObject;
}

export type CellKind = "code" | "markdown" | "raw";

export interface NotebookCell {
  readonly id: string;
  readonly kind: CellKind;
  /** `toml` and `typescript` for code cells; `markdown`; `raw`. */
  readonly language: string;
  readonly source: string;
  readonly metadata: JsonObject;
  readonly executionCount: number | null;
  /** As nbformat writes them; empty for cells that are not code. */
  readonly outputs: readonly JsonObject[];
  /** Keys that we do not know, and `attachments`. */
  readonly rest: JsonObject;
}

/** What a code cell without a language of its own is written in. */
export const defaultLanguage = "typescript";

/** The top of a notebook made by us. */
export const newNotebookMetadata: JsonObject = {
  kernelspec: { display_name: "Workflow Notebooks", language: defaultLanguage, name: "wfnb" },
  language_info: { file_extension: ".ts", mimetype: "text/typescript", name: defaultLanguage },
};

export const nbformatVersion: JsonObject = { nbformat: 4, nbformat_minor: 5 };

export function emptyNotebook(): NotebookDocument {
  return { cells: [], metadata: newNotebookMetadata, rest: nbformatVersion };
}

/**
 * The cell's language, kept where VS Code's own notebook reader looks for it (`metadata.vscode.languageId`),
 * so that the file shows the same there.
 */
export function languageOf(kind: CellKind, metadata: JsonObject, usualLanguage = defaultLanguage): string {
  if (kind !== "code") return kind;
  const { vscode } = metadata;
  const languageId = isObject(vscode) ? vscode.languageId : undefined;
  return typeof languageId === "string" ? languageId : usualLanguage;
}

/** What the code cells of a notebook are written in unless they say otherwise: Python in one that came from Jupyter, say. */
export function notebookLanguage({ kernelspec, language_info: info }: JsonObject): string {
  const named = isObject(info) ? info.name : undefined;
  const ofKernel = isObject(kernelspec) ? kernelspec.language : undefined;
  const language = typeof named === "string" ? named : ofKernel;
  return typeof language === "string" && language !== "" ? language.toLowerCase() : defaultLanguage;
}

/** The metadata of a code cell in this language; the notebook's usual language leaves no mark. */
export function metadataWithLanguage(
  metadata: JsonObject,
  language: string,
  usualLanguage = defaultLanguage,
): JsonObject {
  const { vscode, ...others } = metadata;
  const rest = isObject(vscode) ? { ...vscode } : {};
  delete (rest as Record<string, Json>).languageId;
  const marked = language === usualLanguage ? rest : { ...rest, languageId: language };
  return Object.keys(marked).length === 0 ? others : { ...others, vscode: marked };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
