import * as vscode from "vscode";
import type { ExecutionOutput } from "../../kernel/notebook/executionOutput.ts";
import type { StaleReason } from "../../kernel/notebook/staleness.ts";
import { commands, notebookType } from "../ids.ts";
import type { CellRuns } from "./cellRuns.ts";
import { executionOf, tookText } from "./shownExecution.ts";

const { Left, Right } = vscode.NotebookCellStatusBarAlignment;

/** Below a cell: the execution that it started, with a way to its record; and why what it shows is out of date, if it is. */
export function registerCellStatusBar(runs: CellRuns): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.NotebookCellStatusBarItemProvider = {
    onDidChangeCellStatusBarItems: changed.event,
    provideCellStatusBarItems(cell) {
      const items: vscode.NotebookCellStatusBarItem[] = [];
      const execution = executionOf(cell);
      if (execution !== undefined) items.push(executionItem(execution, cell.notebook.uri));
      const reason = runs.staleReason(cell);
      if (reason !== undefined) items.push(staleItem(reason));
      return items;
    },
  };
  return vscode.Disposable.from(
    changed,
    runs.onChanged(() => changed.fire()),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(notebookType, provider),
  );
}

function executionItem(
  { executionId, workflowName, status, summary, figures }: ExecutionOutput,
  near: vscode.Uri,
): vscode.NotebookCellStatusBarItem {
  const took = tookText(figures?.wallTimeMs);
  // The renderer says it in the same words below.
  const told = [`${executionId} ${vscode.l10n.t(status)}`, took].filter((part) => part !== undefined).join(", ");
  const item = new vscode.NotebookCellStatusBarItem(`$(history) ${told}`, Left);
  item.tooltip = `${vscode.l10n.t("Workflow {0}", workflowName)}\n${summary}\n${vscode.l10n.t("Open its record")}`;
  const title = vscode.l10n.t("Open Execution");
  item.command = { title, command: commands.openExecution, arguments: [{ id: executionId, near }] };
  return item;
}

function staleItem(reason: StaleReason): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(`$(warning) ${vscode.l10n.t("out of date")}`, Right);
  item.tooltip = `${explain(reason)} ${vscode.l10n.t("Run the cell again to bring it up to date.")}`;
  return item;
}

function explain(reason: StaleReason): string {
  switch (reason.because) {
    case "edited":
      return vscode.l10n.t("The cell was edited since it ran.");
    case "restarted":
      return vscode.l10n.t("The session was restarted since it ran.");
    case "input-ran":
    case "input-stale":
      return vscode.l10n.t("A cell that it depends on has changed since it ran.");
    case "file-changed":
      return vscode.l10n.t("{0} changed since it ran.", reason.file);
  }
}
