import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { CellResult } from "../../kernel/notebook/executeOnce.ts";
import { type StaleReason, staleCells, type TrackedRun } from "../../kernel/notebook/staleness.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { cellId } from "./cells.ts";
import type { NotebookRename, NotebookRenames } from "./notebookRenames.ts";

/** What each cell's last run in this window depended on: from that follows which cells are stale. */
export class CellRuns implements vscode.Disposable {
  readonly #runs = new Map<string, TrackedRun>();
  /** Counts restarts of a notebook's session. */
  readonly #sessions = new Map<string, number>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watching: vscode.Disposable;
  readonly onChanged = this.#changed.event;
  #order = 0;

  constructor(kernels: WorkspaceKernels, renames: NotebookRenames) {
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.{toml,ts}");
    const changed = () => this.#changed.fire();
    this.#watching = vscode.Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidChange(changed),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === "vscode-notebook-cell") changed();
      }),
      // Its session ends with it: what is shown when it is opened again came from that one.
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.restarted(notebook)),
      renames.onRenamed((rename) => this.#renamed(rename, kernels)),
    );
  }

  record(cell: vscode.NotebookCell, source: string, { dependencies }: CellResult): void {
    const key = keyOf(cell);
    if (dependencies === undefined) this.#runs.delete(key);
    else {
      const fingerprints = Object.fromEntries(
        dependencies.files.map((file) => [file, fingerprintOf(file, folderOf(cell.notebook)) ?? ""]),
      );
      this.#order += 1;
      const session = this.#sessions.get(cell.notebook.uri.toString()) ?? 0;
      this.#runs.set(key, { ...dependencies, source, order: this.#order, session, fingerprints });
    }
    this.#changed.fire();
  }

  restarted(notebook: vscode.NotebookDocument): void {
    const key = notebook.uri.toString();
    this.#sessions.set(key, (this.#sessions.get(key) ?? 0) + 1);
    this.#changed.fire();
  }

  /** The editor opens a renamed notebook under its new name, with the outputs that it had; its session goes with it inside of its folder. */
  #renamed({ newNameOf }: NotebookRename, kernels: WorkspaceKernels): void {
    for (const [key, run] of [...this.#runs]) {
      const [uri = "", cell = ""] = key.split(" ");
      const renamed = newNameOf(uri);
      if (renamed === undefined) continue;
      this.#runs.delete(key);
      this.#runs.set(`${renamed.toString()} ${cell}`, run);
      const isKept = kernels.isSameFolder(vscode.Uri.parse(uri), renamed);
      this.#sessions.set(renamed.toString(), (this.#sessions.get(uri) ?? 0) + (isKept ? 0 : 1));
    }
    this.#changed.fire();
  }

  /** Why the cell's outputs are not what it would show now; undefined when they are, or when nobody knows. */
  staleReason(cell: vscode.NotebookCell): StaleReason | undefined {
    const { notebook } = cell;
    if (!this.#runs.has(keyOf(cell))) return undefined;
    const cells = notebook.getCells().map((one) => {
      const run = this.#runs.get(keyOf(one));
      return { id: cellId(one), source: one.document.getText(), ...(run === undefined ? {} : { run }) };
    });
    const session = this.#sessions.get(notebook.uri.toString()) ?? 0;
    const folder = folderOf(notebook);
    return staleCells(cells, session, (file) => fingerprintOf(file, folder)).get(cellId(cell));
  }

  dispose(): void {
    this.#watching.dispose();
  }
}

function keyOf(cell: vscode.NotebookCell): string {
  return `${cell.notebook.uri.toString()} ${cellId(cell)}`;
}

function folderOf({ uri }: vscode.NotebookDocument): string {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? "";
}

function fingerprintOf(file: string, folder: string): string | undefined {
  try {
    return createHash("sha256")
      .update(readFileSync(isAbsolute(file) ? file : join(folder, file)))
      .digest("hex");
  } catch {
    return undefined;
  }
}
