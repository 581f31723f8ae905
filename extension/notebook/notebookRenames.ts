import * as vscode from "vscode";
import { onSavedUntitled } from "./savedUntitled.ts";

export interface NotebookRename {
  /** The name that a notebook of this name has now, as its session and its cells are known by; undefined where it keeps its own. */
  readonly newNameOf: (name: string) => vscode.Uri | undefined;
}

/**
 * Tells when notebooks are renamed or moved, alone or with their folder, or are saved for the first time. The editor then closes each
 * and opens it under its new name.
 */
export class NotebookRenames implements vscode.Disposable {
  readonly #renamed = new vscode.EventEmitter<NotebookRename>();
  readonly #listening = vscode.Disposable.from(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) this.#tell(oldUri.toString(), newUri.toString());
    }),
    onSavedUntitled(({ from, to }) => this.#tell(from.toString(), to.toString())),
  );
  readonly onRenamed = this.#renamed.event;

  dispose(): void {
    vscode.Disposable.from(this.#listening, this.#renamed).dispose();
  }

  #tell(from: string, to: string): void {
    const isMeant = (name: string) => name === from || name.startsWith(`${from}/`);
    this.#renamed.fire({
      newNameOf: (name) => (isMeant(name) ? vscode.Uri.parse(to + name.slice(from.length)) : undefined),
    });
  }
}
