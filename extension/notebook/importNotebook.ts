import * as vscode from "vscode";
import type { NotebookDocument } from "../../kernel/notebook/document.ts";
import { fromText, isNotebookFile } from "../../kernel/notebook/export/formats.ts";
import type { KeptTexts } from "../../kernel/notebook/keptTexts.ts";
import { notebookType } from "../ids.ts";
import { tellError } from "../tell.ts";
import { toNotebookData } from "./serializer.ts";

/** Opens a file of another format as a workflow notebook that is in no file yet: where it is saved is asked then, and the file stays. */
export async function importNotebook(texts: KeptTexts, given: vscode.Uri | undefined): Promise<void> {
  const source = given ?? (await askForSource());
  if (source === undefined) return;
  const document = await read(source, texts);
  if (typeof document === "string") {
    const open = vscode.l10n.t("Open as Text");
    const told = vscode.l10n.t(
      "{0} cannot be read as a notebook: {1}",
      vscode.workspace.asRelativePath(source),
      document,
    );
    const answer = await tellError(told, open);
    if (answer === open) await vscode.commands.executeCommand("vscode.openWith", source, "default");
    return;
  }
  const data = toNotebookData(document);
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, withoutOutputs(data));
  await putOutputs(notebook, data.cells);
  await vscode.window.showNotebookDocument(notebook);
}

/** Outputs that are handed over with a new notebook arrive without their bytes, and cannot be drawn: they are put in by an edit, which brings them whole. */
function withoutOutputs(data: vscode.NotebookData): vscode.NotebookData {
  const cells = data.cells.map((cell) => {
    const bare = new vscode.NotebookCellData(cell.kind, cell.value, cell.languageId);
    if (cell.metadata !== undefined) bare.metadata = cell.metadata;
    if (cell.executionSummary !== undefined) bare.executionSummary = cell.executionSummary;
    return bare;
  });
  const bare = new vscode.NotebookData(cells);
  if (data.metadata !== undefined) bare.metadata = data.metadata;
  return bare;
}

async function putOutputs(notebook: vscode.NotebookDocument, cells: readonly vscode.NotebookCellData[]): Promise<void> {
  const replaced = cells.flatMap((cell, index) =>
    (cell.outputs ?? []).length === 0
      ? []
      : [vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(index, index + 1), [cell])],
  );
  if (replaced.length === 0) return;
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, replaced);
  await vscode.workspace.applyEdit(edit);
}

/** The notebook, or what is wrong with the file. */
async function read(source: vscode.Uri, texts: KeptTexts): Promise<NotebookDocument | string> {
  try {
    const content = await vscode.workspace.fs.readFile(source);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    // What nobody changes of it is saved as it is written there.
    return isNotebookFile(source.path) ? texts.read(text) : fromText(text, source.path);
  } catch (error) {
    return error instanceof TypeError ? vscode.l10n.t("it is not UTF-8 text") : (error as Error).message;
  }
}

async function askForSource(): Promise<vscode.Uri | undefined> {
  const [source] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Open as Workflow Notebook"),
      openLabel: vscode.l10n.t("Open"),
      filters: { [vscode.l10n.t("Notebooks and texts")]: ["ipynb", "md", "ts", "wfnb"] },
    })) ?? [];
  return source;
}
