import * as vscode from "vscode";
import type { JsonObject } from "../../kernel/model/index.ts";
import {
  type CellKind,
  emptyNotebook,
  metadataWithLanguage,
  type NotebookCell,
  type NotebookDocument,
} from "../../kernel/notebook/document.ts";
import type { KeptTexts } from "../../kernel/notebook/keptTexts.ts";
import { metadataWithTiming, timingOf } from "../../kernel/notebook/timing.ts";
import { notebookType, settings } from "../ids.ts";
import { AnnouncedSaves } from "./announcedSaves.ts";
import { fromCellOutput, toCellOutput } from "./cellOutputs.ts";
import { toEditorLanguage, toKernelLanguage } from "./languages.ts";
import { newCellId } from "./ownCellIds.ts";
import type { NotebookPictures } from "./pictures.ts";

/** Opens and saves `.wfnb`. A file that cannot be read throws: the editor shows the message and never saves over it. */
export function registerNotebookSerializer(pictures: NotebookPictures, texts: KeptTexts): vscode.Disposable {
  const saves = new AnnouncedSaves<vscode.NotebookDocument>();
  const serializer = vscode.workspace.registerNotebookSerializer(
    notebookType,
    {
      deserializeNotebook: (content) => toNotebookData(texts.read(decode(content))),
      serializeNotebook: async (data) => {
        const document = fromNotebookData(data);
        const uri = saves.take(notebooksLike(data))?.uri;
        const configuration = vscode.workspace.getConfiguration(undefined, uri);
        const isWithPictures = configuration.get<boolean>(settings.embedPictures) === true;
        const saved = isWithPictures ? await pictures.within(document, uri) : document;
        return new TextEncoder().encode(texts.write(saved));
      },
    },
    { transientOutputs: false, transientCellMetadata: { executionCount: false } },
  );
  return vscode.Disposable.from(
    serializer,
    vscode.workspace.onWillSaveNotebookDocument(({ notebook }) => saves.announce(notebook)),
    vscode.workspace.onDidSaveNotebookDocument((notebook) => saves.forget(notebook)),
    vscode.workspace.onDidCloseNotebookDocument((notebook) => saves.forget(notebook)),
  );
}

/** The open notebooks with these cells. */
function notebooksLike({ cells }: vscode.NotebookData): vscode.NotebookDocument[] {
  return vscode.workspace.notebookDocuments.filter((notebook) => {
    if (notebook.notebookType !== notebookType || notebook.cellCount !== cells.length) return false;
    return notebook.getCells().every((cell, index) => {
      const written = cells[index]!;
      const id = (written.metadata as CellMetadata | undefined)?.id;
      return (cell.metadata as CellMetadata).id === id && cell.document.getText() === written.value;
    });
  });
}

/** Invalid UTF-8 is an error, not a question mark: saving would lose the bytes. */
function decode(content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new Error(
      vscode.l10n.t("This notebook is not UTF-8 text. Nothing has been changed; look at it with another editor."),
    );
  }
}

/** What the editor does not know of a cell travels in its metadata, and back. */
interface CellMetadata {
  readonly id?: string;
  readonly metadata?: JsonObject;
  readonly rest?: JsonObject;
  readonly executionCount?: number | null;
}

interface NotebookMetadata {
  readonly metadata?: JsonObject;
  readonly rest?: JsonObject;
}

export function toNotebookData(document: NotebookDocument): vscode.NotebookData {
  const data = new vscode.NotebookData(document.cells.map(toCellData));
  data.metadata = { metadata: document.metadata, rest: document.rest } satisfies NotebookMetadata;
  return data;
}

function toCellData(cell: NotebookCell): vscode.NotebookCellData {
  const kind = cell.kind === "markdown" ? vscode.NotebookCellKind.Markup : vscode.NotebookCellKind.Code;
  const data = new vscode.NotebookCellData(kind, cell.source, toEditorLanguage(cell.language));
  const { id, metadata, rest, executionCount } = cell;
  data.metadata = { id, metadata, rest, executionCount } satisfies CellMetadata;
  data.outputs = cell.outputs.map((output) => toCellOutput(output, id));
  data.executionSummary = toSummary(cell);
  return data;
}

/** Order and times of the last run survive a reload; whether it succeeded is told by its outputs. */
function toSummary({ executionCount, metadata, outputs }: NotebookCell): vscode.NotebookCellExecutionSummary {
  const timing = timingOf(metadata);
  if (executionCount === null) return {};
  const failed = outputs.some(({ output_type: type }) => type === "error");
  return {
    executionOrder: executionCount,
    ...(timing === undefined
      ? {}
      : { success: !failed, timing: { startTime: Date.parse(timing.started), endTime: Date.parse(timing.ended) } }),
  };
}

/** With the times of its last run, where those are not the ones that it was read with. */
function timedMetadata(metadata: JsonObject, timing: { startTime: number; endTime: number } | undefined): JsonObject {
  if (timing === undefined) return metadata;
  const started = new Date(timing.startTime).toISOString();
  const ended = new Date(timing.endTime).toISOString();
  const known = timingOf(metadata);
  const isKnown =
    known !== undefined && Date.parse(known.started) === timing.startTime && Date.parse(known.ended) === timing.endTime;
  return isKnown ? metadata : metadataWithTiming(metadata, { started, ended });
}

export function fromNotebookData(data: vscode.NotebookData): NotebookDocument {
  const fresh = emptyNotebook();
  const { metadata = fresh.metadata, rest = fresh.rest } = (data.metadata ?? {}) as NotebookMetadata;
  const taken = new Set<string>();
  return { metadata, rest, cells: data.cells.map((cell) => fromCellData(cell, taken)) };
}

function fromCellData(cell: vscode.NotebookCellData, taken: Set<string>): NotebookCell {
  const { id, metadata = {}, rest = {}, executionCount = null } = (cell.metadata ?? {}) as CellMetadata;
  const kind = kindOf(cell);
  const language = toKernelLanguage(cell.languageId);
  return {
    id: freeId(id, taken),
    kind,
    language: kind === "code" ? language : kind,
    source: cell.value,
    metadata:
      kind === "code"
        ? timedMetadata(metadataWithLanguage(metadata, language), cell.executionSummary?.timing)
        : metadata,
    executionCount: cell.executionSummary?.executionOrder ?? executionCount,
    outputs: (cell.outputs ?? []).map(fromCellOutput),
    rest,
  };
}

function kindOf(cell: vscode.NotebookCellData): CellKind {
  if (cell.kind === vscode.NotebookCellKind.Markup) return "markdown";
  return cell.languageId === "raw" ? "raw" : "code";
}

/** A copied cell brings its original's id along; two cells never share one. */
function freeId(id: string | undefined, taken: Set<string>): string {
  const free = id !== undefined && !taken.has(id) ? id : newCellId();
  taken.add(free);
  return free;
}
