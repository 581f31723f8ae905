import * as vscode from "vscode";
import { resolveConfig } from "../../kernel/config/index.ts";
import { executionsOf } from "../../kernel/config/sweepPoints.ts";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import { executeConfig } from "../../kernel/notebook/executeConfig.ts";
import type { CellResult, ExecuteRequest } from "../../kernel/notebook/executeOnce.ts";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";
import { batchFilter } from "../../kernel/query/index.ts";
import { mostCompared } from "../../kernel/views/index.ts";
import { commands, executionsView } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { executeCell } from "../notebook/addCell.ts";
import type { ExecutionName } from "../pages/messages.ts";
import { tellError, tellInformation } from "../tell.ts";
import { nameOf } from "../toml/convert.ts";
import { readBeside } from "../toml/readOpenText.ts";
import { withoutLinks } from "../withoutLinks.ts";
import { summarizeMatching } from "./actions/summarize.ts";

/** How long the status bar tells that an execution has completed. */
const toldMs = 10_000;

/**
 * "Run" above `[workflow]`: a cell runs as a cell, a file as an execution of its own, with what is unsaved in it. How it goes is told
 * where it can be looked at: a bar in the view, a row in the tree, the status bar, and at last the lens above `[workflow]`. A failure is
 * told by `registerNotices`, like that of any execution without a visible cell.
 */
export async function runConfig(uri: vscode.Uri, kernels: WorkspaceKernels): Promise<void> {
  const cell = findCell(uri);
  if (cell !== undefined) {
    await executeCell(cell);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.withProgress({ location: { viewId: executionsView } }, async () => {
    try {
      await runFile(document, kernels);
    } catch (error) {
      void tellError(error instanceof Error ? error.message : String(error));
    }
  });
}

async function runFile(document: vscode.TextDocument, kernels: WorkspaceKernels): Promise<void> {
  const kernel = kernels.of(document.uri);
  const main = { uri: nameOf(document.uri), text: document.getText() };
  let outputs: readonly CellOutput[] = [];
  const listing = await kernel.workflows();
  const config = await resolveConfig({ main, ...listing, read: readBeside(document.uri) });
  const run = (following: Pick<ExecuteRequest, "tell" | "signal"> = {}) =>
    executeConfig({
      kernel,
      config,
      uri: main.uri,
      startedFrom: { config: main.uri },
      show: (latest) => {
        outputs = latest;
      },
      ...following,
    });
  const asked = config.valid ? executionsOf(config) : 1;
  const { execution, executions, refused } = await (asked > 1 ? followingSeveral(document.uri, run) : run());
  if (refused) await tellRefusal(outputs);
  // Not waited for: the bar in the view ends with the executions.
  else if (executions !== undefined) void tellSeveral(executions, asked, kernels.folderOf(document.uri), kernels);
  else if (execution?.status === "completed") {
    const text = vscode.l10n.t("{0} completed", execution.executionId);
    vscode.window.setStatusBarMessage(`$(pass) ${text.replaceAll("$(", "$ (")}`, toldMs);
  }
}

/** Those that wait for their turn have no row yet: the notification tells how many there are, and stops all of them. */
async function followingSeveral(
  { path }: vscode.Uri,
  run: (following: Pick<ExecuteRequest, "tell" | "signal">) => Promise<CellResult>,
): Promise<CellResult> {
  const title = withoutLinks(path.split("/").at(-1) ?? "");
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    return run({ tell: (line) => progress.report({ message: withoutLinks(line) }), signal: abort.signal });
  });
}

/** A sweep's, or replications'; `asked`: how many there would be, had none been stopped. How they differ is summed up in a cell; a few are compared on a page. */
async function tellSeveral(
  executions: readonly WorkflowExecution[],
  asked: number,
  folder: string,
  kernels: WorkspaceKernels,
): Promise<void> {
  const completed = executions.filter(({ status }) => status === "completed").length;
  const message = vscode.l10n.t("{0} of {1} executions completed", completed, asked);
  const summarize = vscode.l10n.t("Summarize");
  const compare = vscode.l10n.t("Compare");
  const canCompare = executions.length > 1 && executions.length <= mostCompared;
  const answer = await tellInformation(message, summarize, ...(canCompare ? [compare] : []));
  const batch = executions[0]?.startedFrom?.batch;
  if (answer === summarize && batch !== undefined)
    await summarizeMatching({ folder, filter: batchFilter(batch) }, kernels);
  if (answer !== compare) return;
  const names = executions.map(({ executionId: id }): ExecutionName => ({ folder, id }));
  await vscode.commands.executeCommand(commands.compareExecutions, names);
}

/** Nothing was started: the marks in the file say why, but perhaps nobody is looking there. */
async function tellRefusal(outputs: readonly CellOutput[]): Promise<void> {
  const error = outputs.find(({ kind }) => kind === "error");
  const show = vscode.l10n.t("Show Problems");
  const message = error?.kind === "error" ? error.message : vscode.l10n.t("The configuration is not valid.");
  if ((await tellError(message, show)) === show) {
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
}

function findCell(uri: vscode.Uri): vscode.NotebookCell | undefined {
  const name = uri.toString();
  return vscode.workspace.notebookDocuments
    .flatMap((notebook) => notebook.getCells())
    .find(({ document }) => document.uri.toString() === name);
}
