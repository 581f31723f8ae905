import * as vscode from "vscode";
import type { CellResult } from "../../kernel/notebook/executeOnce.ts";
import type { Range } from "../../kernel/text/index.ts";
import { toRange, toUri } from "../toml/convert.ts";
import { cellId } from "./cells.ts";
import { isInTab, onDidChangeNotebookTabs } from "./notebookTabs.ts";

/** Marks the line that made a cell fail, in whichever cell or file it stands, and the value that led there; until either is edited or run again. */
export class CellErrors implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("workflow-run");
  /** Files that a cell's last run marked, to be cleared with it. */
  readonly #marked = new Map<string, vscode.Uri[]>();
  readonly #forgetting = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.#collection.delete(document.uri)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
    onDidChangeNotebookTabs((notebook) => {
      if (isInTab(notebook)) return;
      for (const { document } of notebook.getCells()) this.#collection.delete(document.uri);
    }),
  );

  clear(cell: vscode.NotebookCell): void {
    const key = cell.document.uri.toString();
    for (const uri of [cell.document.uri, ...(this.#marked.get(key) ?? [])]) this.#collection.delete(uri);
    this.#marked.delete(key);
  }

  show(ran: vscode.NotebookCell, { error, refused }: CellResult): void {
    // A refused configuration is marked already, by the checks of what is written.
    if (error === undefined || refused) return;
    const text = `${error.name}: ${error.message}`;
    const cell = ran.notebook.getCells().find((one) => cellId(one) === (error.cell ?? cellId(ran)));
    const place = error.file === undefined ? cell?.document.uri : toUri(error.file, "");
    this.#mark(ran, place, error.range, text);
    const { parameter } = error;
    if (parameter === undefined) return;
    const written = parameter.uri === undefined ? ran.document.uri : this.#documentOf(parameter.uri, ran);
    this.#mark(ran, written, parameter.range, vscode.l10n.t("This value of {0} led to: {1}", parameter.name, text));
  }

  dispose(): void {
    vscode.Disposable.from(this.#collection, this.#forgetting).dispose();
  }

  #mark(ran: vscode.NotebookCell, uri: vscode.Uri | undefined, range: Range | undefined, text: string): void {
    if (uri === undefined || range === undefined) return;
    const diagnostic = new vscode.Diagnostic(toRange(range), text, vscode.DiagnosticSeverity.Error);
    diagnostic.source = "last run";
    this.#collection.set(uri, [...(this.#collection.get(uri) ?? []), diagnostic]);
    const key = ran.document.uri.toString();
    this.#marked.set(key, [...(this.#marked.get(key) ?? []), uri]);
  }

  /** A configuration is named by its notebook where it stands in a cell of it. */
  #documentOf(name: string, ran: vscode.NotebookCell): vscode.Uri {
    return toUri(name, "").fsPath === ran.notebook.uri.fsPath ? ran.document.uri : toUri(name, "");
  }
}
