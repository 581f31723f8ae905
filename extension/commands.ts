import * as vscode from "vscode";
import type { ExecutionsView } from "./executions/tree.ts";
import { type CommandId, commands, notebookType, tomlLanguage } from "./ids.ts";
import type { WorkspaceKernels } from "./kernels.ts";
import type { CellRuns } from "./notebook/cellRuns.ts";
import { restartSession } from "./notebook/restartSession.ts";
import type { NotebookSessions } from "./notebook/sessions.ts";

/** What commands in the tree are given: the node that was clicked. */
interface ExecutionArgument {
  readonly id: string;
}

export interface CommandPorts {
  /** The folder that the extension is installed in. */
  readonly extension: vscode.Uri;
  readonly kernels: WorkspaceKernels;
  readonly sessions: NotebookSessions;
  readonly runs: CellRuns;
  readonly executions: ExecutionsView;
  readonly log: vscode.LogOutputChannel;
}

export function registerCommands({
  extension,
  kernels,
  sessions,
  runs,
  executions,
  log,
}: CommandPorts): vscode.Disposable {
  const onExecution = (act: (executionId: string) => unknown) => (argument: unknown) => {
    const { id } = (argument ?? {}) as Partial<ExecutionArgument>;
    return id === undefined ? undefined : act(id);
  };
  const handlers: Record<CommandId, (argument: unknown) => unknown> = {
    [commands.newNotebook]: newNotebook,
    [commands.newWorkflow]: async () => (await import("./newWorkflow.ts")).newWorkflow(extension),
    [commands.runConfig]: async (uri) => {
      const target = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
      if (target !== undefined) await (await import("./executions/runConfig.ts")).runConfig(target, kernels);
    },
    [commands.writeSchemas]: async () => (await import("./toml/writeSchemas.ts")).writeWorkspaceSchemas(kernels),
    [commands.revealExecution]: onExecution((id) => executions.reveal(id)),
    [commands.copyExecutionId]: onExecution((id) => vscode.env.clipboard.writeText(id)),
    [commands.cancelExecution]: onExecution(async (id) => (await kernels.holding(id))?.cancel(id)),
    [commands.refreshExecutions]: () => executions.refresh(),
    [commands.showKernelLog]: () => log.show(),
    [commands.restartKernel]: async () => {
      await kernels.restart();
      sessions.forget();
    },
    [commands.restartSession]: () => restartSession(sessions, runs),
    [commands.restartAndRunAll]: async () => {
      await restartSession(sessions, runs);
      await vscode.commands.executeCommand("notebook.execute");
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
  );
}

const firstCells = [
  {
    kind: vscode.NotebookCellKind.Markup,
    language: "markdown",
    text: "# A workflow\n\nRun the cell below with the triangle on its left. What it does not set keeps the workflow's default.",
  },
  {
    kind: vscode.NotebookCellKind.Code,
    language: tomlLanguage,
    text: '[workflow]\nname = "stf_processing"\n\n[parameters]\nphysics_period_count = 1\n',
  },
];

async function newNotebook(): Promise<void> {
  const cells = firstCells.map(({ kind, text, language }) => new vscode.NotebookCellData(kind, text, language));
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData(cells));
  await vscode.window.showNotebookDocument(notebook);
}
