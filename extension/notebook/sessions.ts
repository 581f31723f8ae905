import * as vscode from "vscode";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { cellId } from "./cells.ts";

/** A cell whose execution goes on. */
export interface RunningCell {
  readonly cell: vscode.NotebookCell;
  readonly executionId: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
}

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

  /** Executions that cells of this notebook started, wherever that was, and that still run. */
  async runningIn(notebook: vscode.NotebookDocument): Promise<RunningCell[]> {
    const { kernel, notebook: path } = this.#kernels.sessionPorts(notebook.uri);
    const executions = await kernel.executions({ status: ["running"] });
    return executions.flatMap(({ executionId, startTime, startedFrom }) => {
      if (startedFrom?.notebook !== path) return [];
      const cell = notebook.getCells().find((one) => cellId(one) === startedFrom.cell);
      return cell === undefined ? [] : [{ cell, executionId, startTime: Date.parse(startTime) }];
    });
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
