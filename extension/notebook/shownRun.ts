import type * as vscode from "vscode";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";
import { ShownOutputs } from "./shownOutputs.ts";

/**
 * What the editor shows of one run of a cell. The cell may become another one of the editor's meanwhile, as when its notebook is renamed or
 * read anew: there the run is shown from its beginning, and goes on.
 */
export class ShownRun {
  #execution: vscode.NotebookCellExecution;
  #outputs: ShownOutputs;
  #order: number | undefined;
  #startTime: number | undefined;
  #shown: readonly CellOutput[] | undefined;
  /** Changes of the outputs that are under way. */
  #changes: Thenable<void>[] = [];

  constructor(execution: vscode.NotebookCellExecution) {
    this.#execution = execution;
    this.#outputs = new ShownOutputs(execution);
  }

  get cell(): vscode.NotebookCell {
    return this.#execution.cell;
  }

  /** Its place among the runs of the notebook. */
  setOrder(order: number): void {
    this.#order = order;
    this.#execution.executionOrder = order;
  }

  /** `startTime` in milliseconds since the epoch. */
  start(startTime: number): void {
    this.#startTime = startTime;
    this.#execution.start(startTime);
  }

  /** Makes these the cell's outputs. */
  show(outputs: readonly CellOutput[]): void {
    this.#shown = outputs;
    this.#changes.push(this.#outputs.show(outputs));
  }

  /** Shows the end once all outputs are there. */
  async end(success: boolean | undefined, endTime: number): Promise<void> {
    // A notebook that was closed, or a cell that was deleted, takes no more outputs: that is no failure of the run.
    await Promise.allSettled(this.#changes);
    this.#execution.end(success, endTime);
  }

  /** It waited, and does not run after all. */
  drop(): void {
    this.#execution.end(undefined);
  }

  /** From now on it is shown by this execution, of the cell that its cell has become. */
  moveTo(execution: vscode.NotebookCellExecution): void {
    this.#execution.end(undefined);
    this.#execution = execution;
    this.#outputs = new ShownOutputs(execution);
    this.#changes = [];
    if (this.#order !== undefined) execution.executionOrder = this.#order;
    if (this.#startTime !== undefined) execution.start(this.#startTime);
    if (this.#shown !== undefined) this.show(this.#shown);
  }
}
