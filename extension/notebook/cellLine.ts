import type * as vscode from "vscode";
import { emptyQueue, type QueueCommand, type QueueEvent, step } from "../../kernel/notebook/cellQueue.ts";

/** A cell that was asked to run, or whose execution is followed. */
export interface AskedCell {
  readonly execution: vscode.NotebookCellExecution;
  /** Runs the cell, or follows what runs, shows it, and says whether it succeeded. */
  readonly perform: (execution: vscode.NotebookCellExecution, signal: AbortSignal) => Promise<boolean>;
  readonly abort: AbortController;
  readonly settled: PromiseWithResolvers<void>;
}

/** Tells the queue of one notebook's cells what happens, and does what it says. Cells go by the names of their documents. */
export class CellLine {
  readonly #changed: () => void;
  readonly #restartSession: () => Promise<void>;
  readonly #asked = new Map<string, AskedCell>();
  readonly #restarts: PromiseWithResolvers<void>[] = [];
  #queue = emptyQueue;
  #restarting = Promise.resolve();

  /** `changed`: told when the line is another one. */
  constructor(changed: () => void, restartSession: () => Promise<void>) {
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

  /** Resolves when the session was restarted, after the end of the cell that runs. */
  async restart(): Promise<void> {
    const restarted = Promise.withResolvers<void>();
    this.#restarts.push(restarted);
    this.send({ type: "restart" });
    await restarted.promise;
  }

  send(event: QueueEvent): void {
    const { queue, commands } = step(this.#queue, event);
    this.#queue = queue;
    for (const command of commands) this.#perform(command);
    this.#changed();
  }

  #ask(execution: vscode.NotebookCellExecution, perform: AskedCell["perform"]): AskedCell {
    const cell = keyOf(execution.cell);
    const asked = { execution, perform, abort: new AbortController(), settled: Promise.withResolvers<void>() };
    this.#asked.set(cell, asked);
    execution.token.onCancellationRequested(() => this.send({ type: "cancel", cell }));
    this.send({ type: "add", cell });
    return asked;
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
      asked.execution.end(undefined);
      this.#settle(command.cell, asked);
    } else void this.#untilEnded(command.cell, command.order, asked);
  }

  async #untilEnded(cell: string, order: number, asked: AskedCell): Promise<void> {
    const { execution, perform, abort } = asked;
    let success = false;
    try {
      execution.executionOrder = order;
      // Whoever asked for the restart hears of its failure.
      await this.#restarting.catch(() => {});
      success = await perform(execution, abort.signal);
    } catch (error) {
      asked.settled.reject(error);
    }
    this.#settle(cell, asked);
    this.send({ type: "ended", order, success });
  }

  #settle(cell: string, { settled }: AskedCell): void {
    this.#asked.delete(cell);
    settled.resolve();
  }
}

/** The name that the queue and the editor's events give a cell. */
export function keyOf({ document }: vscode.NotebookCell): string {
  return document.uri.toString();
}
