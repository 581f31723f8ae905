import * as vscode from "vscode";
import type { CellResult } from "../../kernel/notebook/executeConfig.ts";
import { toRange } from "../toml/convert.ts";
import { cellId } from "./cells.ts";

/** Marks the line that made a cell fail, in whichever cell it stands, until that cell is edited or run again. */
export class CellErrors implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("workflow-run");
  readonly #forgetting = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.#collection.delete(document.uri)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
  );

  clear(cell: vscode.NotebookCell): void {
    this.#collection.delete(cell.document.uri);
  }

  show(ran: vscode.NotebookCell, { error }: CellResult): void {
    if (error?.range === undefined) return;
    const failed = ran.notebook.getCells().find((cell) => cellId(cell) === (error.cell ?? cellId(ran)));
    if (failed === undefined) return;
    const text = `${error.name}: ${error.message}`;
    const diagnostic = new vscode.Diagnostic(toRange(error.range), text, vscode.DiagnosticSeverity.Error);
    diagnostic.source = "last run";
    this.#collection.set(failed.document.uri, [diagnostic]);
  }

  dispose(): void {
    vscode.Disposable.from(this.#collection, this.#forgetting).dispose();
  }
}
