import * as vscode from "vscode";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** The session of each open notebook, from its first question until it is closed. */
export class NotebookSessions implements vscode.Disposable {
  readonly #kernels: WorkspaceKernels;
  readonly #sessions = new Map<string, NotebookSession>();
  readonly #ran = new vscode.EventEmitter<vscode.NotebookDocument>();
  readonly #closing: vscode.Disposable;
  /** A cell of the notebook ran: its variables and workflows may have changed. */
  readonly onRan = this.#ran.event;

  constructor(kernels: WorkspaceKernels) {
    this.#kernels = kernels;
    this.#closing = vscode.workspace.onDidCloseNotebookDocument((notebook) => {
      const key = notebook.uri.toString();
      void this.#sessions.get(key)?.close();
      this.#sessions.delete(key);
    });
  }

  of(notebook: vscode.NotebookDocument): NotebookSession {
    const key = notebook.uri.toString();
    let session = this.#sessions.get(key);
    if (session === undefined) {
      session = new NotebookSession(this.#kernels.sessionPorts(notebook.uri));
      this.#sessions.set(key, session);
    }
    return session;
  }

  /** The kernels were restarted: whatever sessions held is gone. */
  forget(): void {
    this.#sessions.clear();
    for (const notebook of vscode.workspace.notebookDocuments) this.#ran.fire(notebook);
  }

  ran(notebook: vscode.NotebookDocument): void {
    this.#ran.fire(notebook);
  }

  dispose(): void {
    vscode.Disposable.from(this.#closing, this.#ran).dispose();
  }
}
