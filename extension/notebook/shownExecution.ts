import * as vscode from "vscode";
import type { ExecutionOutput } from "../../kernel/notebook/executionOutput.ts";
import { elapsedText } from "../../kernel/views/index.ts";
import { executionMime, notebookType } from "../ids.ts";

/** The execution that a cell's outputs name. */
export function executionOf(cell: vscode.NotebookCell): ExecutionOutput | undefined {
  const item = cell.outputs.flatMap(({ items }) => items).find(({ mime }) => mime === executionMime);
  if (item === undefined) return undefined;
  try {
    const output = JSON.parse(new TextDecoder().decode(item.data)) as Partial<ExecutionOutput> | null;
    // Whoever wrote the file may have written anything.
    const isReadable = typeof output?.executionId === "string" && typeof output.status === "string";
    return isReadable ? (output as ExecutionOutput) : undefined;
  } catch {
    return undefined;
  }
}

/** How long it took on the wall clock, in words. */
export function tookText(wallTimeMs: number | undefined): string | undefined {
  return typeof wallTimeMs === "number" ? elapsedText(wallTimeMs) : undefined;
}

/** Calls when a cell shows another execution, or the same one with another status: not at every step of a running one. */
export function onShownExecution(changed: () => void): vscode.Disposable {
  const known = new WeakMap<vscode.NotebookCell, string>();
  return vscode.workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
    if (notebook.notebookType !== notebookType) return;
    const isChanged = cellChanges
      .filter(({ outputs }) => outputs !== undefined)
      .map(({ cell }) => {
        const { executionId = "", status = "" } = executionOf(cell) ?? {};
        const shown = `${executionId} ${status}`;
        if (known.get(cell) === shown) return false;
        known.set(cell, shown);
        return true;
      });
    if (isChanged.includes(true)) changed();
  });
}
