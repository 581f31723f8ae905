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

/** A run that goes on. */
export interface CellStart {
  /** Undefined once the cell was deleted: its end is waited for, and told to nobody. */
  readonly cell: string | undefined;
  readonly order: number;
  readonly revision: number;
  readonly session: number;
}

/** The cells of a notebook, and the line in which they wait. Plain data: whoever runs cells does what `step` says. */
export interface CellQueue {
  readonly cells: ReadonlyMap<string, QueuedCell>;
  readonly waiting: readonly string[];
  readonly running: CellStart | undefined;
  /** Cells whose execution was joined again, by cell: they run beside the line. */
  readonly joined: ReadonlyMap<string, CellStart>;
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
  /** The cell goes by another name now: its notebook was renamed, or read anew. */
  | { readonly type: "rename"; readonly cell: string; readonly to: string }
  | { readonly type: "run"; readonly cells: readonly string[] }
  /** The cell's execution goes on from before; nothing is started. */
  | { readonly type: "join"; readonly cell: string }
  | { readonly type: "ended"; readonly order: number; readonly success: boolean }
  /** Of one cell: it is stopped where it runs, and leaves the line where it waits. */
  | { readonly type: "cancel"; readonly cell: string }
  | { readonly type: "interrupt" }
  | { readonly type: "restart" }
  /** The session went without being asked, as with its kernel. What runs in it fails by itself. */
  | { readonly type: "sessionEnded" };

/** What is to be done, in this order. */
export type QueueCommand =
  | { readonly type: "start"; readonly cell: string; readonly order: number }
  /** Follow what runs already; its end is told by `ended` too. */
  | { readonly type: "follow"; readonly cell: string; readonly order: number }
  /** Stop the cell that runs; its end is still told by `ended`. */
  | { readonly type: "stop"; readonly cell: string }
  /** It waited, and does not run after all. */
  | { readonly type: "drop"; readonly cell: string }
  | { readonly type: "restartSession" };

export const emptyQueue: CellQueue = {
  cells: new Map(),
  waiting: [],
  running: undefined,
  joined: new Map(),
  order: 0,
  session: 1,
  isRestarting: false,
};

/**
 * One event: the queue after it, and what to do.
 *
 * Cells run one by one in the order in which they were asked for. A cell that fails, or is stopped, ends the line. An edit while a
 * cell waits is what runs; while it runs, it makes the outputs stale. A deleted cell is dropped or stopped, and nobody hears of its end.
 * A joined execution is no part of the line: nobody waits for it, and its failure ends nothing. A restart leaves it alone.
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
  #running: CellStart | undefined;
  readonly #joined: Map<string, CellStart>;
  #order: number;
  #session: number;
  #isRestarting: boolean;

  constructor({ cells, waiting, running, joined, order, session, isRestarting }: CellQueue) {
    this.#cells = new Map(cells);
    this.#waiting = [...waiting];
    this.#running = running;
    this.#joined = new Map(joined);
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
      case "rename":
        this.#rename(event.cell, event.to);
        break;
      case "run":
        for (const cell of event.cells) this.#wait(cell);
        break;
      case "join":
        this.#join(event.cell);
        break;
      case "ended":
        this.#ended(event.order, event.success);
        break;
      case "cancel":
        this.#cancel(event.cell);
        break;
      case "interrupt":
        for (const cell of this.#joined.keys()) this.#stop(cell);
        this.#stop(this.#running?.cell);
        this.#dropWaiting();
        break;
      case "restart":
        this.#isRestarting = true;
        this.#stop(this.#running?.cell);
        this.#dropWaiting();
        break;
      case "sessionEnded":
        this.#session += 1;
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
      joined: this.#joined,
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
    this.#running = this.#begin(cell);
    this.commands.push({ type: "start", cell, order: this.#order });
  }

  #begin(cell: string): CellStart {
    this.#order += 1;
    this.#setState(cell, "running");
    return { cell, order: this.#order, revision: this.#cells.get(cell)!.revision, session: this.#session };
  }

  #join(cell: string): void {
    if (this.#cells.get(cell)?.state !== "idle") return;
    this.#joined.set(cell, this.#begin(cell));
    this.commands.push({ type: "follow", cell, order: this.#order });
  }

  /** A cell that waits or runs already is not asked for twice. */
  #wait(cell: string): void {
    if (this.#cells.get(cell)?.state !== "idle") return;
    this.#setState(cell, "queued");
    this.#waiting.push(cell);
  }

  #ended(order: number, success: boolean): void {
    const [cell, joined] = [...this.#joined].find(([, start]) => start.order === order) ?? [];
    if (cell !== undefined && joined !== undefined) {
      this.#joined.delete(cell);
      this.#recordEnd(joined, success);
    } else if (this.#running?.order === order) {
      const ended = this.#running;
      this.#running = undefined;
      // What waits after a stop was asked for since.
      if (this.#recordEnd(ended, success) === "failed") this.#dropWaiting();
    }
    // Else it is the end of a run that nobody waits for.
  }

  #recordEnd({ cell, ...start }: CellStart, success: boolean): CellOutcome {
    const known = cell === undefined ? undefined : this.#cells.get(cell);
    if (cell === undefined || known === undefined) return "stopped";
    const outcome = known.state === "stopping" ? "stopped" : success ? "succeeded" : "failed";
    this.#cells.set(cell, { ...known, state: "idle", lastRun: { ...start, outcome } });
    return outcome;
  }

  #delete(cell: string): void {
    this.#cancel(cell);
    this.#cells.delete(cell);
    this.#joined.delete(cell);
    if (this.#running?.cell === cell) this.#running = { ...this.#running, cell: undefined };
  }

  #rename(cell: string, to: string): void {
    const known = this.#cells.get(cell);
    if (known === undefined || this.#cells.has(to)) return;
    this.#cells.delete(cell);
    this.#cells.set(to, known);
    this.#waiting = this.#waiting.map((it) => (it === cell ? to : it));
    if (this.#running?.cell === cell) this.#running = { ...this.#running, cell: to };
    const joined = this.#joined.get(cell);
    this.#joined.delete(cell);
    if (joined !== undefined) this.#joined.set(to, { ...joined, cell: to });
  }

  #cancel(cell: string): void {
    this.#stop(cell);
    if (this.#running?.cell === cell) this.#dropWaiting();
    if (this.#cells.get(cell)?.state === "queued") this.#drop(cell);
  }

  #stop(cell: string | undefined): void {
    if (cell === undefined || this.#cells.get(cell)?.state !== "running") return;
    this.#setState(cell, "stopping");
    this.commands.push({ type: "stop", cell });
  }

  #dropWaiting(): void {
    for (const cell of this.#waiting) this.#drop(cell);
  }

  #drop(cell: string): void {
    this.#waiting = this.#waiting.filter((it) => it !== cell);
    this.#setState(cell, "idle");
    this.commands.push({ type: "drop", cell });
  }

  #setState(cell: string, state: CellState): void {
    this.#change(cell, (known) => ({ ...known, state }));
  }

  #change(cell: string, change: (known: QueuedCell) => QueuedCell): void {
    const known = this.#cells.get(cell);
    if (known !== undefined) this.#cells.set(cell, change(known));
  }
}
