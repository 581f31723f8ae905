/** Where a cell stands. `stopping`: it was told to stop and has not ended yet. */
export type CellState = "idle" | "queued" | "running" | "stopping";

/** How a cell's last run ended. */
export type CellOutcome = "succeeded" | "failed" | "stopped";

export interface QueuedCell {
  readonly state: CellState;
  /** Raised by every edit. */
  readonly revision: number;
  /** Its last run that ended: what its outputs show. */
  readonly lastRun?: CellRun;
}

export interface CellRun {
  readonly order: number;
  /** Of the text that ran. */
  readonly revision: number;
  readonly outcome: CellOutcome;
  /** Which session it ran in: one before a restart has left nothing. */
  readonly session: number;
}

/** The cells of a notebook, and the line in which they wait. Plain data: whoever runs cells does what `step` says. */
export interface CellQueue {
  readonly cells: ReadonlyMap<string, QueuedCell>;
  readonly waiting: readonly string[];
  readonly running: { readonly cell: string; readonly order: number; readonly revision: number } | undefined;
  /** Of the last run begun. */
  readonly order: number;
  readonly session: number;
  /** The session ends as soon as the cell that runs has ended. */
  readonly isRestarting: boolean;
}

export type QueueEvent =
  | { readonly type: "add"; readonly cell: string }
  | { readonly type: "edit"; readonly cell: string }
  | { readonly type: "delete"; readonly cell: string }
  | { readonly type: "run"; readonly cells: readonly string[] }
  | { readonly type: "ended"; readonly order: number; readonly success: boolean }
  | { readonly type: "interrupt" }
  | { readonly type: "restart" };

/** What is to be done, in this order. */
export type QueueCommand =
  | { readonly type: "start"; readonly cell: string; readonly order: number }
  /** Stop the cell that runs; its end is still told by `ended`. */
  | { readonly type: "stop"; readonly cell: string }
  /** It waited, and does not run after all. */
  | { readonly type: "drop"; readonly cell: string }
  | { readonly type: "restartSession" };

export const emptyQueue: CellQueue = {
  cells: new Map(),
  waiting: [],
  running: undefined,
  order: 0,
  session: 1,
  isRestarting: false,
};

/**
 * One event: the queue after it, and what to do.
 *
 * Cells run one by one in the order in which they were asked for. A cell that fails, or is stopped, ends the line. An edit while a
 * cell waits is what runs; while it runs, it makes the outputs stale. A deleted cell is stopped, and nobody hears of its end.
 */
export function step(
  queue: CellQueue,
  event: QueueEvent,
): { readonly queue: CellQueue; readonly commands: QueueCommand[] } {
  const next = new NextQueue(queue);
  next.take(event);
  return { queue: next.freeze(), commands: next.commands };
}

/** Whether a cell's outputs show what its text says, as far as the cell alone can tell. */
export function isCurrent(queue: CellQueue, cell: string): boolean {
  const known = queue.cells.get(cell);
  return (
    known?.lastRun !== undefined && known.lastRun.revision === known.revision && known.lastRun.session === queue.session
  );
}

/** The queue while it changes. */
class NextQueue {
  readonly commands: QueueCommand[] = [];
  readonly #cells: Map<string, QueuedCell>;
  #waiting: string[];
  #running: CellQueue["running"];
  #order: number;
  #session: number;
  #isRestarting: boolean;

  constructor({ cells, waiting, running, order, session, isRestarting }: CellQueue) {
    this.#cells = new Map(cells);
    this.#waiting = [...waiting];
    this.#running = running;
    this.#order = order;
    this.#session = session;
    this.#isRestarting = isRestarting;
  }

  take(event: QueueEvent): void {
    switch (event.type) {
      case "add":
        if (!this.#cells.has(event.cell)) this.#cells.set(event.cell, { state: "idle", revision: 1 });
        break;
      case "edit":
        this.#change(event.cell, (cell) => ({ ...cell, revision: cell.revision + 1 }));
        break;
      case "delete":
        this.#delete(event.cell);
        break;
      case "run":
        for (const cell of event.cells) this.#wait(cell);
        break;
      case "ended":
        this.#ended(event.order, event.success);
        break;
      case "interrupt":
        this.#stopRunning();
        this.#dropWaiting();
        break;
      case "restart":
        this.#isRestarting = true;
        this.#stopRunning();
        this.#dropWaiting();
        break;
    }
    if (this.#running === undefined) this.#goOn();
  }

  freeze(): CellQueue {
    return {
      cells: this.#cells,
      waiting: this.#waiting,
      running: this.#running,
      order: this.#order,
      session: this.#session,
      isRestarting: this.#isRestarting,
    };
  }

  #goOn(): void {
    if (this.#isRestarting) {
      this.#isRestarting = false;
      this.#session += 1;
      this.commands.push({ type: "restartSession" });
    }
    const cell = this.#waiting.shift();
    if (cell === undefined) return;
    this.#order += 1;
    this.#running = { cell, order: this.#order, revision: this.#cells.get(cell)!.revision };
    this.#setState(cell, "running");
    this.commands.push({ type: "start", cell, order: this.#order });
  }

  /** A cell that waits or runs already is not asked for twice. */
  #wait(cell: string): void {
    if (this.#cells.get(cell)?.state !== "idle") return;
    this.#setState(cell, "queued");
    this.#waiting.push(cell);
  }

  #ended(order: number, success: boolean): void {
    const running = this.#running;
    // The end of a run that nobody waits for.
    if (running === undefined || running.order !== order) return;
    this.#running = undefined;
    const { cell, revision } = running;
    const outcome = this.#cells.get(cell)?.state === "stopping" ? "stopped" : success ? "succeeded" : "failed";
    this.#change(cell, (known) => ({
      ...known,
      state: "idle",
      lastRun: { order, revision, outcome, session: this.#session },
    }));
    if (!success || outcome === "stopped") this.#dropWaiting();
  }

  #delete(cell: string): void {
    if (this.#running?.cell === cell) this.#stopRunning();
    this.#waiting = this.#waiting.filter((it) => it !== cell);
    this.#cells.delete(cell);
  }

  #stopRunning(): void {
    const cell = this.#running?.cell;
    if (cell === undefined || this.#cells.get(cell)?.state !== "running") return;
    this.#setState(cell, "stopping");
    this.commands.push({ type: "stop", cell });
  }

  #dropWaiting(): void {
    for (const cell of this.#waiting.splice(0)) {
      this.#setState(cell, "idle");
      this.commands.push({ type: "drop", cell });
    }
  }

  #setState(cell: string, state: CellState): void {
    this.#change(cell, (known) => ({ ...known, state }));
  }

  #change(cell: string, change: (known: QueuedCell) => QueuedCell): void {
    const known = this.#cells.get(cell);
    if (known !== undefined) this.#cells.set(cell, change(known));
  }
}
