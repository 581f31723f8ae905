import * as vscode from "vscode";
import type { WorkspaceKernels } from "../kernels.ts";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { isWorkflowToml } from "./isWorkflowToml.ts";

/**
 * Loads what TOML can do here when the first configuration of a workflow is seen. Any TOML file of any project wakes this
 * extension: where none is a workflow's, neither the schema library nor a kernel process is loaded for it.
 */
export function registerTomlWhenNeeded(kernels: WorkspaceKernels, sessions: NotebookSessions): vscode.Disposable {
  const registered: vscode.Disposable[] = [];
  const watching: vscode.Disposable[] = [];
  let isDisposed = false;
  const load = async () => {
    vscode.Disposable.from(...watching.splice(0)).dispose();
    const { registerToml } = await import("./index.ts");
    if (!isDisposed) registered.push(registerToml(kernels, sessions));
  };
  const look = (documents: readonly vscode.TextDocument[]) => {
    if (watching.length > 0 && documents.some(isWorkflowToml)) void load();
  };
  watching.push(
    vscode.workspace.onDidOpenTextDocument((document) => look([document])),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look([document])),
    // A cell's text may open before its notebook does, and is nobody's until then.
    vscode.workspace.onDidOpenNotebookDocument((notebook) => look(notebook.getCells().map((cell) => cell.document))),
    vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) =>
      look(contentChanges.flatMap(({ addedCells }) => addedCells.map((cell) => cell.document))),
    ),
  );
  look(vscode.workspace.textDocuments);
  return new vscode.Disposable(() => {
    isDisposed = true;
    vscode.Disposable.from(...watching, ...registered).dispose();
  });
}
