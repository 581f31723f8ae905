import * as vscode from "vscode";
import type { Json, JsonObject } from "../../kernel/model/index.ts";
import { isObject } from "../../kernel/notebook/document.ts";
import type { ToldError } from "../../kernel/notebook/errorText.ts";
import { executionMime } from "../../kernel/notebook/executionOutput.ts";
import { type CellOutput, toNbformat } from "../../kernel/notebook/outputs.ts";
import { errorMime } from "../ids.ts";

/** The nbformat output as it was read from a file, kept beside what the editor shows, so that unknown parts are written back. */
interface OutputMetadata {
  readonly nbformat?: JsonObject;
}

/** What the editor copies, and shows where our renderer is not at hand. */
const editorErrorMime = "application/vnd.code.notebook.error";
const stdoutMime = "application/vnd.code.notebook.stdout";
const stderrMime = "application/vnd.code.notebook.stderr";

/** What a session reports, as the editor shows it; all of it is in the items. */
export function toEditorItems(output: CellOutput, cell: string): vscode.NotebookCellOutputItem[] {
  return itemsOf(toNbformat(output), cell);
}

/** `cell`: the id of the one that it stands below. */
export function toCellOutput(output: JsonObject, cell: string): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput(itemsOf(output, cell), { nbformat: output } satisfies OutputMetadata);
}

function itemsOf(output: JsonObject, cell: string): vscode.NotebookCellOutputItem[] {
  if (output.output_type === "error") {
    const stack = Array.isArray(output.traceback) ? (output.traceback as readonly Json[]).map(String).join("\n") : "";
    const error = { name: text(output.ename), message: text(output.evalue), stack };
    return [
      vscode.NotebookCellOutputItem.json({ ...error, cell } satisfies ToldError, errorMime),
      vscode.NotebookCellOutputItem.json(error, editorErrorMime),
    ];
  }
  if (output.output_type === "stream") {
    const mime = output.name === "stderr" ? stderrMime : stdoutMime;
    return [vscode.NotebookCellOutputItem.text(lines(output.text), mime)];
  }
  const data = isObject(output.data) ? output.data : {};
  // A picture that was embedded for other programs: here the timeline itself is drawn.
  const isShown = (mime: string) => !(executionMime in data && mime.startsWith("image/"));
  return Object.entries(data).flatMap(([mime, value]) => (isShown(mime) ? [item(mime, value)] : []));
}

function item(mime: string, value: Json): vscode.NotebookCellOutputItem {
  if (mime.endsWith("json")) return vscode.NotebookCellOutputItem.json(value, mime);
  if (/^image\/(?!svg)/.test(mime)) {
    return new vscode.NotebookCellOutputItem(Buffer.from(lines(value), "base64"), mime);
  }
  return vscode.NotebookCellOutputItem.text(lines(value), mime);
}

function lines(value: Json | undefined): string {
  return Array.isArray(value) ? (value as readonly Json[]).map(text).join("") : text(value);
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/** The output as nbformat keeps it: as it was read, or put together from its items. */
export function fromCellOutput(output: vscode.NotebookCellOutput): JsonObject {
  const { nbformat } = (output.metadata ?? {}) as OutputMetadata;
  if (nbformat !== undefined) return nbformat;
  const of = (mime: string) => output.items.find((part) => part.mime === mime);
  const error = of(errorMime);
  if (error !== undefined) return toNbformat({ kind: "error", ...(dataOf(error) as unknown as ToldError) });
  for (const [mime, name] of [
    [stdoutMime, "stdout"],
    [stderrMime, "stderr"],
  ] as const) {
    const printed = of(mime);
    if (printed !== undefined) return toNbformat({ kind: "stream", name, text: dataOf(printed) as string });
  }
  return toNbformat({
    kind: "display",
    data: Object.fromEntries(output.items.map((part) => [part.mime, dataOf(part)])),
  });
}

function dataOf(part: vscode.NotebookCellOutputItem): Json {
  if (/^image\/(?!svg)/.test(part.mime)) return Buffer.from(part.data).toString("base64");
  const content = new TextDecoder().decode(part.data);
  return part.mime.endsWith("json") ? (JSON.parse(content) as Json) : content;
}
