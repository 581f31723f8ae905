import { homedir } from "node:os";
import * as vscode from "vscode";
import type { ExportFormat } from "../../../kernel/runner/export/exportTrace.ts";
import { exportFileName, exportToFile } from "../../executionPages/exportFile.ts";
import type { NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { tellInformation, tellWarning } from "../../tell.ts";
import { withoutLinks } from "../../withoutLinks.ts";
import { goneText, type HeldExecution, held } from "../chosen.ts";

interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
}

/** Writes executions for other programs: one to a file that is asked for, several into a folder. Nothing is overwritten unasked. */
export async function exportExecutions(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  const executions = await held(named, kernels);
  if (executions.length === 0) {
    // An output of a notebook outlives its execution.
    void tellWarning(goneText(named[0]!.id));
    return;
  }
  const format = await askForFormat();
  if (format === undefined) return;
  const written = executions.length === 1 ? await toFile(executions[0]!, format) : await toFolder(executions, format);
  if (written === undefined) return;
  const show = vscode.l10n.t("Show");
  const told = vscode.l10n.t("Written: {0}", vscode.workspace.asRelativePath(written));
  if ((await tellInformation(told, show)) === show) {
    await vscode.commands.executeCommand("revealFileInOS", written);
  }
}

async function askForFormat(): Promise<FormatItem | undefined> {
  const items: FormatItem[] = [
    { label: "JSON", description: vscode.l10n.t("the record and its whole trace"), format: "json" },
    { label: "CSV", description: vscode.l10n.t("the trace as a table"), format: "csv" },
    {
      label: vscode.l10n.t("Chrome trace"),
      description: vscode.l10n.t("for Perfetto and chrome://tracing"),
      format: "chrome",
    },
  ];
  return vscode.window.showQuickPick(items, { title: vscode.l10n.t("Export as") });
}

async function toFile({ kernel, execution }: HeldExecution, { format }: FormatItem): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  return exportToFile(kernel, execution.executionId, format, folder);
}

async function toFolder(executions: readonly HeldExecution[], { format }: FormatItem): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t("Export Here"),
    })) ?? [];
  if (folder === undefined) return undefined;
  const there = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  const taken = executions.filter(({ execution }) => there.has(exportFileName(execution.executionId, format)));
  if (taken.length > 0) {
    const overwrite = vscode.l10n.t("Overwrite");
    const question = vscode.l10n.t("{0} of the files are there already.", taken.length);
    if ((await vscode.window.showWarningMessage(question, { modal: true }, overwrite)) !== overwrite) return undefined;
  }
  const title = vscode.l10n.t("Exporting {0} executions", executions.length);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    for (const { kernel, execution } of executions) {
      if (token.isCancellationRequested) return;
      progress.report({ message: withoutLinks(execution.executionId), increment: 100 / executions.length });
      const target = vscode.Uri.joinPath(folder, exportFileName(execution.executionId, format));
      await kernel.exportTrace(execution.executionId, format, target.fsPath);
    }
  });
  return folder;
}
