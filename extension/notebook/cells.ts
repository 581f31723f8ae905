import * as vscode from "vscode";
import { notebookType } from "../ids.ts";

/** The id that the file gives a cell; for a cell that was never saved, its place in the editor. */
export function cellId(cell: vscode.NotebookCell): string {
  const { id } = cell.metadata as { readonly id?: unknown };
  return typeof id === "string" ? id : cell.document.uri.fragment;
}

/** The cell that a document shows, among the open workflow notebooks. */
export function cellOf(document: Pick<vscode.TextDocument, "uri">): vscode.NotebookCell | undefined {
  const name = document.uri.toString();
  return vscode.workspace.notebookDocuments
    .filter((notebook) => notebook.notebookType === notebookType)
    .flatMap((notebook) => notebook.getCells())
    .find((cell) => cell.document.uri.toString() === name);
}
