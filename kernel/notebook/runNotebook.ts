import type { Overrides } from "../config/index.ts";

import type { NotebookCell, NotebookDocument } from "./document.ts";
import type { CellResult, ShowOutputs } from "./executeOnce.ts";
import { type CellOutput, toNbformat } from "./outputs.ts";
import { withInjectedParameters } from "./parametersCell.ts";
import type { NotebookSession } from "./session.ts";
import { mayFail } from "./tags.ts";
import { metadataWithTiming } from "./timing.ts";

/** A cell of a notebook that was run as a whole. */
export interface NotebookCellRun {
  readonly cell: NotebookCell;
  /** From one. */
  readonly number: number;
  readonly outputs: readonly CellOutput[];
  /** Undefined for a cell that did not run, since one before it failed or the run was interrupted. */
  readonly result: CellResult | undefined;
  /** Whether the run was interrupted in this cell or before it. */
  readonly interrupted: boolean;
  readonly wallTimeMs: number;
}

export interface NotebookRun {
  /** With the outputs, counts and times of this run. */
  readonly document: NotebookDocument;
  readonly cells: readonly NotebookCellRun[];
  readonly success: boolean;
}

export interface RunNotebookOptions {
  readonly session: NotebookSession;
  /** Values for cells tagged `parameters`; workflow cells take theirs from the session. */
  readonly overrides?: Overrides;
  /** Run the cells after one that fails too. Default false. */
  readonly keepGoing?: boolean;
  readonly signal?: AbortSignal;
  readonly now: () => Date;
  /** Told before each code cell, and takes what it shows. */
  readonly begin?: (cell: NotebookCell, number: number, of: number) => ShowOutputs;
  readonly end?: (run: NotebookCellRun) => Promise<void>;
}

/** Runs the code cells of a notebook in order, up to the first that fails. */
export async function runNotebook(document: NotebookDocument, options: RunNotebookOptions): Promise<NotebookRun> {
  const { session, overrides = {}, keepGoing = false, signal, now } = options;
  const injected = await withInjectedParameters(document, overrides);
  const of = injected.cells.filter(({ kind }) => kind === "code").length;
  const runs: NotebookCellRun[] = [];
  const cells: NotebookCell[] = [];
  let going = true;
  const isInterrupted = () => signal?.aborted === true;
  for (const cell of injected.cells) {
    if (cell.kind !== "code") {
      cells.push(cell);
      continue;
    }
    const number = runs.length + 1;
    if (!going || isInterrupted()) {
      runs.push({ cell, number, outputs: [], result: undefined, interrupted: isInterrupted(), wallTimeMs: 0 });
      cells.push({ ...cell, outputs: [], executionCount: null });
      continue;
    }
    let outputs: readonly CellOutput[] = [];
    const show = options.begin?.(cell, number, of);
    const started = now();
    const result = await session.execute(
      cell,
      (shown) => {
        outputs = shown;
        show?.(shown);
      },
      signal,
    );
    const ended = now();
    const interrupted = isInterrupted() && !result.success;
    const run = { cell, number, outputs, result, interrupted, wallTimeMs: ended.getTime() - started.getTime() };
    runs.push(run);
    cells.push({
      ...cell,
      executionCount: number,
      outputs: outputs.map(toNbformat),
      metadata: metadataWithTiming(cell.metadata, { started: started.toISOString(), ended: ended.toISOString() }),
    });
    await options.end?.(run);
    if (!isFine(run) && !keepGoing) going = false;
  }
  return {
    document: { ...injected, cells },
    cells: runs,
    success: runs.every(isFine),
  };
}

/** Whether a cell did what it is there for. */
export function isFine({ cell, result }: NotebookCellRun): boolean {
  return result !== undefined && (result.success || mayFail(cell));
}
