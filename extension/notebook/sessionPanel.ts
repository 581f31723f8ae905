import * as vscode from "vscode";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import {
  type KernelRow,
  type KernelStatus,
  kernelRows,
  type SessionRestart,
  type SessionSection,
  type SessionState,
  sessionSections,
  type VariableRow,
  variableRow,
} from "../../kernel/notebook/sessionRows.ts";
import { executionNode, startedAt } from "../../kernel/views/index.ts";
import { alignedTooltip } from "../executions/alignedTooltip.ts";
import { commands, notebookType, sessionView } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { cellId } from "./cells.ts";
import type { NotebookController } from "./controller.ts";
import type { NotebookSessions } from "./sessions.ts";

type Row =
  | SessionSection
  | { readonly kind: "variable"; readonly row: VariableRow }
  | { readonly kind: "execution"; readonly execution: WorkflowExecution }
  | { readonly kind: "note"; readonly item: vscode.TreeItem };

/** The newest executions of the notebook; the sidebar has them all. */
const mostExecutions = 20;
/** What changes often, such as the number of running executions, is read again at most this often. Milliseconds. */
const refreshMs = 500;

/** Of the active notebook: the variables of its TypeScript session, its executions, and its kernel process. */
export function registerSessionPanel(
  sessions: NotebookSessions,
  kernels: WorkspaceKernels,
  notebooks: NotebookController,
): vscode.Disposable {
  const rows = new SessionRows(sessions, kernels, notebooks);
  const view = vscode.window.createTreeView(sessionView, { treeDataProvider: rows });
  const refresh = () => {
    view.description = rows.notebookName;
    rows.refresh();
  };
  let due: NodeJS.Timeout | undefined;
  const refreshSoon = () => {
    due ??= setTimeout(() => {
      due = undefined;
      refresh();
    }, refreshMs);
  };
  return vscode.Disposable.from(
    rows,
    view,
    sessions.onRan(refresh),
    notebooks.onChanged(refreshSoon),
    kernels.onEvent(({ event: { type } }) => {
      if (type === "execution" || type === "store" || type === "restarted") refreshSoon();
    }),
    vscode.window.onDidChangeActiveNotebookEditor(refresh),
    new vscode.Disposable(() => clearTimeout(due)),
  );
}

class SessionRows implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #sessions: NotebookSessions;
  readonly #kernels: WorkspaceKernels;
  readonly #notebooks: NotebookController;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #state: SessionState | undefined;
  #executions: readonly WorkflowExecution[] = [];

  constructor(sessions: NotebookSessions, kernels: WorkspaceKernels, notebooks: NotebookController) {
    this.#sessions = sessions;
    this.#kernels = kernels;
    this.#notebooks = notebooks;
  }

  get notebookName(): string {
    return this.#notebook?.uri.path.split("/").at(-1) ?? "";
  }

  async getChildren(row?: Row): Promise<Row[]> {
    const notebook = this.#notebook;
    if (notebook === undefined) return [];
    switch (row?.kind) {
      case undefined:
        return this.#sections(notebook);
      case "variables":
        return (this.#state?.variables ?? []).map((variable) => ({ kind: "variable", row: variableRow(variable) }));
      case "executions":
        return this.#executions.map((execution) => ({ kind: "execution", execution }));
      case "kernel":
        return (this.#state === undefined ? [] : kernelRows(this.#state)).map((told) => {
          return { kind: "note", item: kernelItem(told, notebook) };
        });
      default:
        return [];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case "variable":
        return this.#variableItem(row.row);
      case "execution":
        return executionItem(row.execution, this.#notebook?.uri);
      case "note":
        return row.item;
      default: {
        const item = new vscode.TreeItem(titles[row.kind](), vscode.TreeItemCollapsibleState.Expanded);
        item.id = row.kind;
        item.description = row.kind === "kernel" ? statusText(row.status) : countText(row);
        return item;
      }
    }
  }

  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #sections(notebook: vscode.NotebookDocument): Promise<Row[]> {
    const { kernel, notebook: path } = this.#kernels.sessionPorts(notebook.uri);
    const { isTrusted } = vscode.workspace;
    const [variables, executions, count, running] = await Promise.all([
      isTrusted ? quietly(this.#sessions.of(notebook).variables(), []) : [],
      quietly(kernel.executions({ notebook: path, limit: mostExecutions }), []),
      quietly(kernel.count({ notebook: path }), 0),
      quietly(kernel.count({ status: ["running"] }), 0),
    ]);
    const { cell, waiting } = this.#notebooks.busyCell(notebook);
    this.#executions = executions;
    this.#state = {
      isTrusted,
      variables,
      executions: { count, listed: executions.length },
      pid: this.#kernels.pidOf(notebook.uri),
      runningExecutions: running,
      busyCell: cell?.index,
      waitingCells: waiting,
      restart: this.#sessions.lastRestart(notebook),
    };
    return sessionSections(this.#state);
  }

  #variableItem({ label, description, tooltip, icon, accessibilityLabel, cell }: VariableRow): vscode.TreeItem {
    const item = new vscode.TreeItem(label);
    item.description = description;
    item.tooltip = tooltip;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.accessibilityInformation = { label: accessibilityLabel };
    const declaring = this.#notebook?.getCells().find((one) => cellId(one) === cell);
    if (declaring !== undefined) item.command = showCell(declaring);
    return item;
  }

  get #notebook(): vscode.NotebookDocument | undefined {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    return notebook?.notebookType === notebookType ? notebook : undefined;
  }
}

const titles = {
  variables: () => vscode.l10n.t("Variables"),
  executions: () => vscode.l10n.t("Executions of This Notebook"),
  kernel: () => vscode.l10n.t("Kernel Process"),
};

function countText({ count, ...rest }: Exclude<SessionSection, { kind: "kernel" }>): string {
  if (count === 0) return vscode.l10n.t("none yet");
  if (rest.kind === "executions" && count > rest.listed) {
    return vscode.l10n.t("the newest {0} of {1}", rest.listed, count);
  }
  return `${count}`;
}

function statusText(status: KernelStatus): string {
  switch (status.is) {
    case "untrusted":
      return vscode.l10n.t("runs nothing: the workspace is not trusted");
    case "off":
      return vscode.l10n.t("not started");
    case "idle":
      return vscode.l10n.t("idle, process {0}", status.pid);
    case "busy":
      if (status.executions === 0) return vscode.l10n.t("busy, process {0}", status.pid);
      return vscode.l10n.t("busy, {0} running, process {1}", status.executions, status.pid);
  }
}

function kernelItem(row: KernelRow, notebook: vscode.NotebookDocument): vscode.TreeItem {
  switch (row.kind) {
    case "busy": {
      const item = noteItem(vscode.l10n.t("Cell {0} Runs", row.cell + 1), "sync");
      if (row.waiting > 0) item.description = vscode.l10n.t("{0} waiting", row.waiting);
      item.command = showCell(notebook.cellAt(row.cell));
      return item;
    }
    case "restarted":
      return restartItem(row.restart);
    case "log": {
      const title = vscode.l10n.t("Show Log");
      return noteItem(title, "output", { title, command: commands.showKernelLog });
    }
    case "restart": {
      const title = vscode.l10n.t("Restart");
      return noteItem(title, "debug-restart", { title, command: commands.restartKernel });
    }
  }
}

/** By itself it is a warning: variables are gone that nobody wanted to lose. */
function restartItem({ what, reason, at }: SessionRestart): vscode.TreeItem {
  const title = what === "kernel" ? vscode.l10n.t("Kernel Restarted") : vscode.l10n.t("Session Restarted");
  const item = noteItem(title, reason === undefined ? "history" : "warning");
  const time = startedAt(new Date(at).toISOString(), { now: new Date() });
  item.description = reason ?? time;
  const lost = vscode.l10n.t("What TypeScript cells had set before is gone.");
  item.tooltip = [time, reason, lost].filter((line) => line !== undefined).join("\n");
  return item;
}

function noteItem(label: string, icon: string, command?: vscode.Command): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  if (command !== undefined) item.command = command;
  return item;
}

function showCell(cell: vscode.NotebookCell): vscode.Command {
  return { title: vscode.l10n.t("Show Cell"), command: "vscode.open", arguments: [cell.document.uri] };
}

function executionItem(execution: WorkflowExecution, near: vscode.Uri | undefined): vscode.TreeItem {
  const { label, description, tooltip, icon, colour, accessibilityLabel } = executionNode(execution, {
    now: new Date(),
  });
  const item = new vscode.TreeItem(label);
  if (description !== undefined) item.description = description;
  if (tooltip !== undefined) item.tooltip = alignedTooltip(tooltip);
  item.iconPath = new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
  if (accessibilityLabel !== undefined) item.accessibilityInformation = { label: accessibilityLabel };
  const title = vscode.l10n.t("Open Execution");
  item.command = { title, command: commands.openExecution, arguments: [{ id: execution.executionId, near }] };
  return item;
}

/** A panel shows what can be known: a kernel that cannot be asked is told of elsewhere. */
function quietly<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  return asked.catch(() => otherwise);
}
