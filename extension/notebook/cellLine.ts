import type * as vscode from "vscode";
import { emptyQueue, type QueueCommand, type QueueEvent, step } from "../../kernel/notebook/cellQueue.ts";
import { cellId } from "./cells.ts";
import { ShownRun } from "./shownRun.ts";

/** A cell that was asked to run, or whose execution is followed. */
export interface AskedCell {
  /** The name of its document, which another one may have taken the place of. */
  key: string;
  readonly shown: ShownRun;
  /** Runs the cell, or follows what runs, shows it, and says whether it succeeded. */
  readonly perform: (shown: ShownRun, signal: AbortSignal) => Promise<boolean>;
  readonly abort: AbortController;
  readonly settled: PromiseWithResolvers<void>;
}

/** Tells the queue of one notebook's cells what happens, and does what it says. Cells go by the names of their documents. */
export class CellLine {
  /** Of the notebook, which may be renamed. */
  uri: vscode.Uri;
  readonly #changed: () => void;
  readonly #restartSession: () => Promise<void>;
  readonly #asked = new Map<string, AskedCell>();
  readonly #restarts: PromiseWithResolvers<void>[] = [];
  #queue = emptyQueue;
  #restarting = Promise.resolve();

  /** `changed`: told when the line is another one. */
  constructor(uri: vscode.Uri, changed: () => void, restartSession: () => Promise<void>) {
    this.uri = uri;
    this.#changed = changed;
    this.#restartSession = restartSession;
  }

  /** The cell that runs, or whose execution is followed, by the name of its document; and how many wait. */
  get line(): { readonly running: string | undefined; readonly waiting: number } {
    const { running, waiting, joined } = this.#queue;
    const [followed] = joined.keys();
    return { running: running?.cell ?? followed, waiting: waiting.length };
  }

  /** Puts cells in the line, all shown as pending at once. Resolves when each has ended or left it. */
  async run(executions: readonly vscode.NotebookCellExecution[], perform: AskedCell["perform"]): Promise<void> {
    const asked = executions.map((execution) => this.#ask(execution, perform));
    this.send({ type: "run", cells: executions.map(({ cell }) => keyOf(cell)) });
    await Promise.all(asked.map(({ settled }) => settled.promise));
  }

  /** Follows an execution that goes on from before. */
  join(execution: vscode.NotebookCellExecution, follow: AskedCell["perform"]): void {
    this.#ask(execution, follow);
    this.send({ type: "join", cell: keyOf(execution.cell) });
  }

  /** Whether the cell waits or runs: the editor takes no second execution of it then. */
  has(cell: vscode.NotebookCell): boolean {
    return this.#asked.has(keyOf(cell));
  }

  /**
   * Cells that wait or run, and are no longer in their notebook as it stands now, are taken for those that have their ids there.
   *
   * @param createExecution Of such a cell.
   */
  findAgain(
    notebook: vscode.NotebookDocument,
    createExecution: (cell: vscode.NotebookCell) => vscode.NotebookCellExecution,
  ): void {
    const cells = notebook.getCells();
    const there = new Set(cells.map(keyOf));
    for (const asked of [...this.#asked.values()].filter(({ key }) => !there.has(key))) {
      const again = cells.find((cell) => cellId(cell) === cellId(asked.shown.cell) && !this.has(cell));
      if (again === undefined) continue;
      const { key } = asked;
      this.#asked.delete(key);
      asked.key = keyOf(again);
      this.#asked.set(asked.key, asked);
      const execution = createExecution(again);
      this.#listen(asked, execution);
      asked.shown.moveTo(execution);
      this.send({ type: "rename", cell: key, to: asked.key });
    }
  }

  /** Resolves when the session was restarted, after the end of the cell that runs. */
  async restart(): Promise<void> {
    const restarted = Promise.withResolvers<void>();
    this.#restarts.push(restarted);
    this.send({ type: "restart" });
    await restarted.promise;
  }

  /** Whether any cell waits or runs. */
  get isBusy(): boolean {
    return this.#asked.size > 0;
  }

  send(event: QueueEvent): void {
    const { queue, commands } = step(this.#queue, event);
    this.#queue = queue;
    for (const command of commands) this.#perform(command);
    this.#changed();
  }

  #ask(execution: vscode.NotebookCellExecution, perform: AskedCell["perform"]): AskedCell {
    const asked: AskedCell = {
      key: keyOf(execution.cell),
      shown: new ShownRun(execution),
      perform,
      abort: new AbortController(),
      settled: Promise.withResolvers<void>(),
    };
    this.#asked.set(asked.key, asked);
    this.#listen(asked, execution);
    this.send({ type: "add", cell: asked.key });
    return asked;
  }

  /** The editor also cancels the execution of a cell that is there no more: then its run may have another one. */
  #listen(asked: AskedCell, { cell, token }: vscode.NotebookCellExecution): void {
    token.onCancellationRequested(() => {
      if (asked.shown.cell === cell) this.send({ type: "cancel", cell: asked.key });
    });
  }

  #perform(command: QueueCommand): void {
    if (command.type === "restartSession") {
      this.#restarting = this.#restartSession();
      for (const { resolve } of this.#restarts.splice(0)) resolve(this.#restarting);
      return;
    }
    const asked = this.#asked.get(command.cell);
    if (asked === undefined) return;
    if (command.type === "stop") asked.abort.abort();
    else if (command.type === "drop") {
      asked.shown.drop();
      this.#settle(asked);
    } else void this.#untilEnded(command.order, asked);
  }

  async #untilEnded(order: number, asked: AskedCell): Promise<void> {
    const { shown, perform, abort } = asked;
    let success = false;
    try {
      shown.setOrder(order);
      // Whoever asked for the restart hears of its failure.
      await this.#restarting.catch(() => {});
      success = await perform(shown, abort.signal);
    } catch (error) {
      asked.settled.reject(error);
    }
    this.#settle(asked);
    this.send({ type: "ended", order, success });
  }

  #settle({ key, settled }: AskedCell): void {
    this.#asked.delete(key);
    settled.resolve();
  }
}

/** The name that the queue and the editor's events give a cell. */
export function keyOf({ document }: vscode.NotebookCell): string {
  return document.uri.toString();
}
