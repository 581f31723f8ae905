import * as vscode from "vscode";
import { lastingPart } from "../../kernel/notebook/lastingPart.ts";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";
import { toEditorItems } from "./cellOutputs.ts";
import { cellId } from "./cells.ts";

interface Shown {
  readonly told: string;
  readonly output: vscode.NotebookCellOutput;
}

/**
 * What a cell shows while it runs. An output that changes is changed in its place, so that whatever draws it goes on from where it is:
 * nothing flickers, and who has zoomed in or opened a table keeps that.
 */
export class ShownOutputs {
  readonly #execution: vscode.NotebookCellExecution;
  #shown: readonly Shown[] = [];

  constructor(execution: vscode.NotebookCellExecution) {
    this.#execution = execution;
  }

  /** Makes these the cell's outputs. */
  async show(outputs: readonly CellOutput[]): Promise<void> {
    const before = this.#shown;
    const id = cellId(this.#execution.cell);
    // How far an execution is, the renderer hears by itself.
    const wanted = outputs.map((output) => ({
      told: JSON.stringify(lastingPart(output)),
      items: toEditorItems(output, id),
    }));
    const isContinued = before.length > 0 && before.every(({ output }, index) => isLike(output, wanted[index]?.items));
    if (!isContinued) {
      this.#shown = wanted.map(({ told, items }) => ({ told, output: new vscode.NotebookCellOutput(items) }));
      await this.#execution.replaceOutput(this.#shown.map(({ output }) => output));
      return;
    }
    this.#shown = wanted.map(({ told, items }, index) => {
      const output = before[index]?.output ?? new vscode.NotebookCellOutput(items);
      output.items = items;
      return { told, output };
    });
    const changes = this.#shown.flatMap(({ told, output }, index) => {
      const isChanged = index < before.length && before[index]?.told !== told;
      return isChanged ? [this.#execution.replaceOutputItems(output.items, output)] : [];
    });
    const further = this.#shown.slice(before.length).map(({ output }) => output);
    if (further.length > 0) changes.push(this.#execution.appendOutput(further));
    await Promise.all(changes);
  }
}

/** The same kinds of items: drawn by the same renderer. */
function isLike({ items }: vscode.NotebookCellOutput, wanted: readonly vscode.NotebookCellOutputItem[] | undefined) {
  return items.length === wanted?.length && items.every(({ mime }, index) => mime === wanted[index]?.mime);
}
