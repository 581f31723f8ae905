import * as vscode from "vscode";
import { type CommandId, commands, executionsView, notebookType, tomlLanguage } from "./ids.ts";
import type { WorkspaceKernels } from "./kernels.ts";

/** What commands in the tree are given: the node that was clicked. */
interface ExecutionArgument {
  readonly id: string;
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

export function registerCommands(kernels: WorkspaceKernels, log: vscode.LogOutputChannel): vscode.Disposable {
  const handlers: Record<CommandId, (argument?: ExecutionArgument) => unknown> = {
    [commands.newNotebook]: newNotebook,
    [commands.copyExecutionId]: (node) => node && vscode.env.clipboard.writeText(node.id),
    [commands.cancelExecution]: async (node) => {
      if (node !== undefined) await (await kernels.holding(node.id))?.cancel(node.id);
    },
    [commands.refreshExecutions]: () => vscode.commands.executeCommand(`${executionsView}.focus`),
    [commands.showKernelLog]: () => log.show(),
    [commands.restartKernel]: () => kernels.restart(),
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
  );
}

async function newNotebook(): Promise<void> {
  const cells = firstCells.map(({ kind, text, language }) => new vscode.NotebookCellData(kind, text, language));
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData(cells));
  await vscode.window.showNotebookDocument(notebook);
}
