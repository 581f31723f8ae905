import * as vscode from "vscode";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import { type FailureNotice, failureNotice, isUnseenFailure } from "../../kernel/views/index.ts";
import { commands, notebookType } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { tellError } from "../tell.ts";

/** Failures within this time are one notice. */
const togetherMs = 1000;

/**
 * Tells what no view on the screen can: an execution failed that no visible cell shows, or a kernel process died. An open notice
 * cannot be changed: failures that come meanwhile are counted, and told as one when it was closed.
 */
export function registerNotices(kernels: WorkspaceKernels): vscode.Disposable {
  let unseen: { readonly folder: string; readonly execution: WorkflowExecution }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isOpen = false;
  const tell = async () => {
    timer = undefined;
    const notice = failureNotice(unseen.map(({ execution }) => execution));
    const folder = unseen.at(-1)?.folder;
    unseen = [];
    if (notice === undefined || folder === undefined) return;
    isOpen = true;
    try {
      await tellFailure(notice, folder);
    } finally {
      isOpen = false;
    }
    if (unseen.length > 0) tellSoon();
  };
  const tellSoon = () => {
    if (!isOpen) timer ??= setTimeout(() => void tell(), togetherMs);
  };
  const subscription = kernels.onEvent(({ folder, event }) => {
    if (event.type === "execution" && isUnseenFailure(event.execution, visibleNotebooks())) {
      unseen.push({ folder, execution: event.execution });
      tellSoon();
    } else if (event.type === "restarted") void tellDeath(folder, event.reason);
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    subscription.dispose();
  });
}

async function tellFailure({ executionId, message, others }: FailureNotice, folder: string): Promise<void> {
  const show = vscode.l10n.t("Show Execution");
  const text =
    others === 0
      ? vscode.l10n.t("{0} failed: {1}", executionId, message)
      : vscode.l10n.t("{0} executions failed, at last {1}: {2}", others + 1, executionId, message);
  if ((await tellError(text, show)) === show) {
    await vscode.commands.executeCommand(commands.revealExecution, { id: executionId, folder });
  }
}

async function tellDeath(folder: string, reason: string): Promise<void> {
  const showLog = vscode.l10n.t("Show Log");
  const where = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.name ?? folder;
  const text = vscode.l10n.t(
    "The kernel process of {0} ended and was started again; what ran in it is marked as lost ({1}).",
    where,
    reason,
  );
  if ((await tellError(text, showLog)) === showLog) {
    await vscode.commands.executeCommand(commands.showKernelLog);
  }
}

function visibleNotebooks(): string[] {
  return vscode.window.visibleNotebookEditors
    .filter(({ notebook }) => notebook.notebookType === notebookType)
    .map(({ notebook }) => notebook.uri.fsPath);
}
