import * as vscode from "vscode";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";
import { controllerId, notebookType } from "../ids.ts";
import { CellErrors } from "./cellErrors.ts";
import { toEditorOutput } from "./cellOutputs.ts";
import type { CellRuns } from "./cellRuns.ts";
import { cellId } from "./cells.ts";
import { runnableLanguages, toKernelLanguage } from "./languages.ts";
import type { NotebookSessions } from "./sessions.ts";

/** Runs cells in the session of their notebook. In an untrusted workspace it refuses, with the reason. */
export function registerNotebookController(sessions: NotebookSessions, runs: CellRuns): vscode.Disposable {
  const controller = vscode.notebooks.createNotebookController(controllerId, notebookType, "Workflow Notebooks");
  controller.supportedLanguages = runnableLanguages;
  controller.supportsExecutionOrder = true;
  controller.description = "Runs workflow cells in a kernel process of this workspace";
  const errors = new CellErrors();

  let order = 0;
  const runCell = async (execution: vscode.NotebookCellExecution): Promise<boolean> => {
    const { cell } = execution;
    execution.executionOrder = ++order;
    execution.start(Date.now());
    errors.clear(cell);
    const abort = new AbortController();
    execution.token.onCancellationRequested(() => abort.abort());
    const replaced: Thenable<void>[] = [execution.clearOutput()];
    const { document } = cell;
    const source = document.getText();
    const result = await sessions
      .of(cell.notebook)
      .execute(
        { id: cellId(cell), language: toKernelLanguage(document.languageId), source },
        (outputs) => void replaced.push(execution.replaceOutput(outputs.map(toEditorOutput))),
        abort.signal,
      );
    await Promise.all(replaced);
    execution.end(result.success, Date.now());
    errors.show(cell, result);
    runs.record(cell, source, result);
    sessions.ran(cell.notebook);
    return result.success;
  };

  /** Cells wait in line, all shown as pending at once; the first error ends the line. */
  const runInOrder = async (executions: readonly vscode.NotebookCellExecution[]) => {
    let going = true;
    for (const execution of executions) {
      if (going && !execution.token.isCancellationRequested) going = await runCell(execution);
      else execution.end(undefined);
    }
  };

  const lines = new Map<string, Promise<void>>();
  controller.executeHandler = async (cells, notebook) => {
    if (!vscode.workspace.isTrusted) return refuseUntrusted();
    const key = notebook.uri.toString();
    const executions = cells.map((cell) => controller.createNotebookCellExecution(cell));
    const line = (lines.get(key) ?? Promise.resolve()).then(() => runInOrder(executions));
    lines.set(key, line);
    await line;
  };
  /** An execution that this notebook started and that still runs is joined again, with everything that was missed. */
  const rejoin = async (notebook: vscode.NotebookDocument) => {
    for (const { cell, executionId, startTime } of await sessions.runningIn(notebook)) {
      const execution = controller.createNotebookCellExecution(cell);
      execution.start(startTime);
      const abort = new AbortController();
      execution.token.onCancellationRequested(() => abort.abort());
      const replaced: Thenable<void>[] = [];
      const show = (outputs: readonly CellOutput[]) =>
        void replaced.push(execution.replaceOutput(outputs.map(toEditorOutput)));
      void sessions
        .of(notebook)
        .rejoin(executionId, show, abort.signal)
        .then(async (result) => {
          await Promise.all(replaced);
          execution.end(result?.success, Date.now());
          if (result !== undefined) errors.show(cell, result);
        });
    }
  };
  const selected = controller.onDidChangeSelectedNotebooks(({ notebook, selected: isSelected }) => {
    if (isSelected && vscode.workspace.isTrusted) void rejoin(notebook).catch(() => {});
  });
  return vscode.Disposable.from(controller, errors, selected);
}

async function refuseUntrusted(): Promise<void> {
  const manage = "Manage Workspace Trust";
  const answer = await vscode.window.showWarningMessage(
    "This workspace is not trusted, so its workflows do not run. Trust it to run cells.",
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
}
