import * as vscode from "vscode";
import { contextKeys } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** Sets the context keys that tick off the steps of the walkthrough, when the thing has really happened in this window. */
export function registerMilestones(kernels: WorkspaceKernels): vscode.Disposable {
  const reached = new Set<string>();
  const reach = (key: string) => {
    if (reached.has(key)) return;
    reached.add(key);
    void vscode.commands.executeCommand("setContext", key, true);
  };
  const broken = new Set<string>();
  return vscode.Disposable.from(
    kernels.onEvent(({ event }) => {
      if (event.type === "execution" && event.execution.status === "completed") reach(contextKeys.executionCompleted);
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) {
        const key = uri.toString();
        if (hasError(uri)) broken.add(key);
        // A file that is closed has no diagnostics either, and is not mended by that.
        else if (broken.delete(key) && isOpen(key)) reach(contextKeys.configMended);
      }
    }),
  );
}

function hasError(uri: vscode.Uri): boolean {
  return vscode.languages
    .getDiagnostics(uri)
    .some(({ source, severity }) => source === "workflow" && severity === vscode.DiagnosticSeverity.Error);
}

function isOpen(uri: string): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri && !document.isClosed);
}
