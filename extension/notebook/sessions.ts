import * as vscode from "vscode";
import { isGoingOn } from "../../kernel/model/index.ts";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import type { SessionRestart } from "../../kernel/notebook/sessionRows.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { cellId } from "./cells.ts";
import { executionOf } from "./shownExecution.ts";

/** A cell whose execution goes on, or ended while nobody looked. */
export interface LeftCell {
  readonly cell: vscode.NotebookCell;
  readonly executionId: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
}

/** What a notebook's TypeScript cells had set is gone. */
export interface GoneSession {
  readonly notebook: vscode.NotebookDocument;
  readonly restart: SessionRestart;
}

/** The session of each open notebook, from its first question until it is closed. */
export class NotebookSessions implements vscode.Disposable {
  readonly #kernels: WorkspaceKernels;
  readonly #sessions = new Map<string, NotebookSession>();
  readonly #ran = new vscode.EventEmitter<vscode.NotebookDocument>();
  readonly #lost = new vscode.EventEmitter<GoneSession>();
  readonly #restarts = new Map<string, SessionRestart>();
  readonly #closing: vscode.Disposable;
  /** A cell of the notebook ran: its variables and workflows may have changed. */
  readonly onRan = this.#ran.event;
  /** A session has ended without being asked to. */
  readonly onLost = this.#lost.event;

  constructor(kernels: WorkspaceKernels) {
    this.#kernels = kernels;
    this.#closing = vscode.workspace.onDidCloseNotebookDocument((notebook) => {
      const key = notebook.uri.toString();
      void this.#sessions.get(key)?.close();
      this.#sessions.delete(key);
      this.#restarts.delete(key);
    });
  }

  of(notebook: vscode.NotebookDocument): NotebookSession {
    const key = notebook.uri.toString();
    let session = this.#sessions.get(key);
    if (session === undefined) {
      const sessionLost = (reason: string) =>
        this.#lost.fire({ notebook, restart: { what: "session", reason, at: Date.now() } });
      session = new NotebookSession({ ...this.#kernels.sessionPorts(notebook.uri), sessionLost });
      this.#sessions.set(key, session);
    }
    return session;
  }

  /** Cells of this notebook that do not show the end of their execution: it still runs, or ended while the notebook was closed. */
  async leftIn(notebook: vscode.NotebookDocument): Promise<LeftCell[]> {
    const { kernel, notebook: path } = this.#kernels.sessionPorts(notebook.uri);
    const running = await kernel.executions({ status: ["running"], notebook: path });
    const left = notebook.getCells().map(async (cell): Promise<LeftCell[]> => {
      const shown = executionOf(cell);
      const execution =
        running.find(({ startedFrom }) => startedFrom?.cell === cellId(cell)) ??
        (shown !== undefined && isGoingOn(shown) ? await kernel.execution(shown.executionId) : undefined);
      if (execution === undefined) return [];
      return [{ cell, executionId: execution.executionId, startTime: Date.parse(execution.startTime) }];
    });
    return (await Promise.all(left)).flat();
  }

  /** The kernels were restarted: whatever sessions held is gone. */
  forget(): void {
    this.#sessions.clear();
    for (const notebook of vscode.workspace.notebookDocuments) this.#ran.fire(notebook);
  }

  /** Takes note of why the notebook's session began anew. */
  restarted({ notebook, restart }: GoneSession): void {
    this.#restarts.set(notebook.uri.toString(), restart);
    this.#ran.fire(notebook);
  }

  /** Why the notebook's session began anew, the last time that it did while it was open. */
  lastRestart(notebook: vscode.NotebookDocument): SessionRestart | undefined {
    return this.#restarts.get(notebook.uri.toString());
  }

  ran(notebook: vscode.NotebookDocument): void {
    this.#ran.fire(notebook);
  }

  dispose(): void {
    vscode.Disposable.from(this.#closing, this.#ran, this.#lost).dispose();
  }
}
