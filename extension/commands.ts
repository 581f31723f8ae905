import * as vscode from "vscode";
import type { KeptTexts } from "../kernel/notebook/keptTexts.ts";
import type { ExecutionPages } from "./executionPages/index.ts";
import { chosenExecutions, type ExecutionArgument, isKey } from "./executions/chosen.ts";
import { executionCommands } from "./executions/commands.ts";
import type { ExecutionsView } from "./executions/view.ts";
import { type CommandId, commands, notebookType, tomlLanguage } from "./ids.ts";
import type { WorkspaceKernels } from "./kernels.ts";
import type { NotebookController } from "./notebook/controller.ts";
import type { NotebookPictures } from "./notebook/pictures.ts";
import type { ExecutionName } from "./pages/messages.ts";
import { withoutLinks } from "./withoutLinks.ts";

export interface CommandPorts {
  /** The folder that the extension is installed in. */
  readonly extension: vscode.Uri;
  readonly kernels: WorkspaceKernels;
  readonly pictures: NotebookPictures;
  readonly texts: KeptTexts;
  readonly notebooks: NotebookController;
  readonly executions: ExecutionsView;
  readonly pages: ExecutionPages;
  readonly log: vscode.LogOutputChannel;
}

export function registerCommands({
  extension,
  kernels,
  pictures,
  texts,
  notebooks,
  executions,
  pages,
  log,
}: CommandPorts): vscode.Disposable {
  /** Opens an execution, compares several, and does with other rows what Enter does in other trees. */
  const enter = async () => {
    const rows = await executions.rowsUnderKeys();
    const chosen = chosenExecutions({ selected: true }, undefined, rows);
    if (chosen.length > 1) return pages.compare(chosen);
    return chosen[0] === undefined ? executions.unfold(rows[0]) : pages.open(chosen[0]);
  };
  const handlers: Record<CommandId, (...args: never[]) => unknown> = {
    ...executionCommands(kernels, executions),
    [commands.newNotebook]: newNotebook,
    [commands.newWorkflow]: async () => (await import("./newWorkflow.ts")).newWorkflow(extension),
    [commands.openSampleNotebook]: async () => (await import("./walkthrough/samples.ts")).openSampleNotebook(extension),
    [commands.openSampleConfig]: async () => (await import("./walkthrough/samples.ts")).openSampleConfig(extension),
    [commands.runConfig]: async (uri: unknown) => {
      const target = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
      if (target !== undefined) await (await import("./executions/runConfig.ts")).runConfig(target, kernels);
    },
    [commands.writeSchemas]: async () => (await import("./toml/writeSchemas.ts")).writeWorkspaceSchemas(kernels),
    [commands.openExecution]: (clicked: ExecutionArgument) => {
      if (isKey(clicked)) return enter();
      return pages.open(clicked && chosenExecutions(clicked, undefined, executions.selection)[0]);
    },
    // Of several, those of a comparison: they stand first on its page.
    [commands.showTimeline]: (clicked: ExecutionArgument, selected: unknown) => {
      const chosen = chosenExecutions(clicked, selected, executions.selection);
      return chosen.length > 1 ? pages.compare(chosen) : pages.open(chosen[0], { atTimeline: true });
    },
    // A list of names, or what the tree gives: the row that was clicked, and all that are selected.
    [commands.compareExecutions]: (clicked: ExecutionArgument | ExecutionName[], selected: unknown) => {
      if (isKey(clicked)) return enter();
      return pages.compare(
        Array.isArray(clicked) ? clicked : chosenExecutions(clicked, selected, executions.selection),
      );
    },
    [commands.showKernelLog]: () => log.show(),
    [commands.exportNotebook]: async (target: unknown) => {
      const { exportNotebook } = await import("./notebook/exportNotebook.ts");
      await exportNotebook({ kernels, pictures, texts }, target instanceof vscode.Uri ? target : undefined);
    },
    [commands.importNotebook]: async (source: unknown) => {
      const { importNotebook } = await import("./notebook/importNotebook.ts");
      await importNotebook(texts, source instanceof vscode.Uri ? source : undefined);
    },
    [commands.restartKernel]: () => notebooks.restartKernels(),
    [commands.restartSession]: () => restartActiveSession(notebooks),
    [commands.restartAndRunAll]: async () => {
      await restartActiveSession(notebooks);
      await vscode.commands.executeCommand("notebook.execute");
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, failingPlainly(handler))),
  );
}

/** The editor tells why a command failed in a notice. */
function failingPlainly(handler: (...args: never[]) => unknown): (...args: never[]) => Promise<unknown> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      if (error instanceof Error) error.message = withoutLinks(error.message);
      throw error;
    }
  };
}

async function restartActiveSession(notebooks: NotebookController): Promise<void> {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType === notebookType) await notebooks.restartSession(notebook);
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
