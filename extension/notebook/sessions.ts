import * as vscode from "vscode";
import { isGoingOn } from "../../kernel/model/index.ts";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import type { SessionRestart } from "../../kernel/notebook/sessionRows.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { cellId } from "./cells.ts";
import type { NotebookRename, NotebookRenames } from "./notebookRenames.ts";
import { openNotebook } from "./openNotebook.ts";
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
  readonly #listening: vscode.Disposable;
  /** A cell of the notebook ran: its variables and workflows may have changed. */
  readonly onRan = this.#ran.event;
  /** A session has ended without being asked to. */
  readonly onLost = this.#lost.event;

  constructor(kernels: WorkspaceKernels, renames: NotebookRenames) {
    this.#kernels = kernels;
    this.#listening = vscode.Disposable.from(
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        const key = notebook.uri.toString();
        void this.#sessions.get(key)?.close();
        this.#sessions.delete(key);
        this.#restarts.delete(key);
      }),
      renames.onRenamed((rename) => this.#renamed(rename)),
    );
  }

  of({ uri }: Pick<vscode.NotebookDocument, "uri">): NotebookSession {
    const key = uri.toString();
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const sessionLost = (reason: string) => {
      const name = [...this.#sessions].find(([, one]) => one === session)?.[0];
      const notebook = name === undefined ? undefined : openNotebook(vscode.Uri.parse(name));
      if (notebook !== undefined) this.#lost.fire({ notebook, restart: { what: "session", reason, at: Date.now() } });
    };
    const session = new NotebookSession({ ...this.#kernels.sessionPorts(uri), sessionLost });
    this.#sessions.set(key, session);
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

  /** A session goes with its notebook, but not into another folder's kernel process. The editor opens the notebook under its new name after this. */
  #renamed({ newNameOf }: NotebookRename): void {
    for (const [key, session] of [...this.#sessions]) {
      const uri = newNameOf(key);
      if (uri === undefined || !this.#kernels.isSameFolder(vscode.Uri.parse(key), uri)) continue;
      const to = uri.toString();
      session.moved(this.#kernels.sessionPorts(uri));
      this.#sessions.delete(key);
      // Of a file that was replaced.
      void this.#sessions.get(to)?.close();
      this.#sessions.set(to, session);
      const restart = this.#restarts.get(key);
      this.#restarts.delete(key);
      if (restart !== undefined) this.#restarts.set(to, restart);
    }
  }

  dispose(): void {
    vscode.Disposable.from(this.#listening, this.#ran, this.#lost).dispose();
  }
}
