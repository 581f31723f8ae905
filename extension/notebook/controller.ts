import * as vscode from "vscode";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import { controllerId, notebookType, tomlLanguage } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { toEditorOutput } from "./cellOutputs.ts";

/** Runs cells in a session per notebook. In an untrusted workspace it refuses, with the reason. */
export function registerNotebookController(kernels: WorkspaceKernels): vscode.Disposable {
  const controller = vscode.notebooks.createNotebookController(controllerId, notebookType, "Workflow Notebooks");
  controller.supportedLanguages = [tomlLanguage];
  controller.supportsExecutionOrder = true;
  controller.description = "Runs workflow cells in a kernel process of this workspace";

  const sessions = new Map<string, NotebookSession>();
  const sessionOf = (notebook: vscode.NotebookDocument) => {
    const key = notebook.uri.toString();
    const session = sessions.get(key) ?? new NotebookSession(kernels.sessionPorts(notebook.uri));
    sessions.set(key, session);
    return session;
  };

  let order = 0;
  const runCell = async (execution: vscode.NotebookCellExecution): Promise<boolean> => {
    const { cell } = execution;
    execution.executionOrder = ++order;
    execution.start(Date.now());
    const abort = new AbortController();
    execution.token.onCancellationRequested(() => abort.abort());
    const replaced: Thenable<void>[] = [execution.clearOutput()];
    const { success } = await sessionOf(cell.notebook).execute(
      { id: cellId(cell), language: cell.document.languageId, source: cell.document.getText() },
      (outputs) => void replaced.push(execution.replaceOutput(outputs.map(toEditorOutput))),
      abort.signal,
    );
    await Promise.all(replaced);
    execution.end(success, Date.now());
    return success;
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

  const closed = vscode.workspace.onDidCloseNotebookDocument((notebook) => sessions.delete(notebook.uri.toString()));
  return vscode.Disposable.from(controller, closed);
}

async function refuseUntrusted(): Promise<void> {
  const manage = "Manage Workspace Trust";
  const answer = await vscode.window.showWarningMessage(
    "This workspace is not trusted, so its workflows do not run. Trust it to run cells.",
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
}

function cellId(cell: vscode.NotebookCell): string {
  const { id } = cell.metadata as { readonly id?: unknown };
  return typeof id === "string" ? id : String(cell.index);
}
