import * as vscode from "vscode";
import { resolveConfig } from "../../kernel/config/index.ts";
import { executeConfig } from "../../kernel/notebook/executeConfig.ts";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";
import { commands } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { nameOf } from "../toml/convert.ts";
import { readBeside } from "../toml/readOpenText.ts";

/** "Run" above `[workflow]`: a cell runs as a cell, a file as an execution of its own, with what is unsaved in it. */
export async function runConfig(uri: vscode.Uri, kernels: WorkspaceKernels): Promise<void> {
  const cell = findCell(uri);
  if (cell !== undefined) {
    const ranges = [{ start: cell.index, end: cell.index + 1 }];
    await vscode.commands.executeCommand("notebook.cell.execute", { ranges, document: cell.notebook.uri });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const title = `Running ${vscode.workspace.asRelativePath(uri)}`;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => runFile(document, kernels, token),
  );
}

async function runFile(document: vscode.TextDocument, kernels: WorkspaceKernels, token: vscode.CancellationToken) {
  const kernel = kernels.of(document.uri);
  const main = { uri: nameOf(document.uri), text: document.getText() };
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  let outputs: readonly CellOutput[] = [];
  const listing = await kernel.workflows();
  const config = await resolveConfig({ main, workflows: listing.workflows, read: readBeside(document.uri) });
  const { execution, success } = await executeConfig({
    kernel,
    listing,
    config,
    uri: main.uri,
    startedFrom: { config: main.uri },
    show: (latest) => {
      outputs = latest;
    },
    signal: abort.signal,
  });
  void report(execution?.executionId, success, outputs);
}

async function report(
  executionId: string | undefined,
  success: boolean,
  outputs: readonly CellOutput[],
): Promise<void> {
  const error = outputs.find(({ kind }) => kind === "error");
  const text = outputs[0]?.kind === "display" ? outputs[0].data["text/plain"] : undefined;
  const summary = typeof text === "string" ? text : "";
  const show = "Show Execution";
  const buttons = executionId === undefined ? [] : [show];
  const answer =
    success || error?.kind !== "error"
      ? await vscode.window.showInformationMessage(summary, ...buttons)
      : await vscode.window.showErrorMessage(error.message, ...buttons);
  if (answer === show) await vscode.commands.executeCommand(commands.revealExecution, { id: executionId });
}

function findCell(uri: vscode.Uri): vscode.NotebookCell | undefined {
  const name = uri.toString();
  return vscode.workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find(({ document }) => document.uri.toString() === name);
}
