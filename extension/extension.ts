import * as vscode from "vscode";
import { KeptTexts } from "../kernel/notebook/keptTexts.ts";
import { registerCommands } from "./commands.ts";
import { ExecutionPages } from "./executionPages/index.ts";
import { ExecutionsView } from "./executions/view.ts";
import { commands } from "./ids.ts";
import { startKernel } from "./kernelProcess.ts";
import { WorkspaceKernels } from "./kernels.ts";
import { registerLanguageModelTools } from "./languageModel/tools.ts";
import { CellRuns } from "./notebook/cellRuns.ts";
import { NotebookController } from "./notebook/controller.ts";
import { NotebookRenames } from "./notebook/notebookRenames.ts";
import { registerOwnCellIds } from "./notebook/ownCellIds.ts";
import { NotebookPictures } from "./notebook/pictures.ts";
import { registerNotebookSerializer } from "./notebook/serializer.ts";
import { registerSessionPanel } from "./notebook/sessionPanel.ts";
import { NotebookSessions } from "./notebook/sessions.ts";
import { registerCellStatusBar } from "./notebook/statusBar.ts";
import { registerTimelineMessaging } from "./notebook/timelineMessaging.ts";
import { registerNotices } from "./running/notices.ts";
import { RunningStatusBar } from "./running/statusBar.ts";
import { registerTomlWhenNeeded } from "./toml/whenNeeded.ts";
import { registerTypeScriptCells } from "./typescript/index.ts";
import { registerNamesakes } from "./typescript/namesakes.ts";
import { registerMilestones } from "./walkthrough/milestones.ts";

let kernels: WorkspaceKernels | undefined;

/** Composition root: the real kernel process, and who uses it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Workflow Kernel", { log: true });
  kernels = new WorkspaceKernels((folder) => startKernel(context.extensionUri, folder, log));
  const renames = new NotebookRenames();
  const sessions = new NotebookSessions(kernels, renames);
  const runs = new CellRuns(kernels, renames);
  const pictures = new NotebookPictures(context.extensionUri, kernels);
  // What nobody changed of a notebook is written as it was read.
  const texts = new KeptTexts();
  const notebooks = new NotebookController(sessions, runs, kernels, renames);
  const executions = new ExecutionsView(kernels, context.workspaceState);
  const pages = new ExecutionPages(context.extensionUri, kernels);
  context.subscriptions.push(
    log,
    kernels,
    renames,
    sessions,
    runs,
    pictures,
    notebooks,
    executions,
    pages,
    registerNotebookSerializer(pictures, texts),
    registerOwnCellIds(),
    registerCellStatusBar(runs),
    registerSessionPanel(sessions, kernels, notebooks),
    registerTimelineMessaging(kernels),
    registerTomlWhenNeeded(kernels, sessions),
    registerTypeScriptCells(sessions),
    registerNamesakes(kernels),
    new RunningStatusBar(kernels),
    registerNotices(kernels),
    registerMilestones(kernels),
    registerLanguageModelTools(kernels),
    registerCommands({
      extension: context.extensionUri,
      kernels,
      notebooks,
      pictures,
      texts,
      executions,
      pages,
      log,
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => vscode.commands.executeCommand(commands.restartKernel)),
  );
}

/** Waits for the kernels, so that what is running is cancelled and recorded as such. */
export async function deactivate(): Promise<void> {
  await kernels?.close();
}
