import * as vscode from "vscode";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import type { SessionVariable } from "../../kernel/notebook/typescript/protocol.ts";
import { executionNode } from "../../kernel/views/index.ts";
import { commands, notebookType, sessionView } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { cellId } from "./cells.ts";
import type { NotebookSessions } from "./sessions.ts";

type Row =
  | { readonly kind: "variables" | "executions" | "kernel"; readonly description: string }
  | { readonly kind: "variable"; readonly variable: SessionVariable }
  | { readonly kind: "execution"; readonly execution: WorkflowExecution }
  | { readonly kind: "note"; readonly text: string; readonly command?: vscode.Command; readonly icon: string };

/** The newest executions of the notebook; the sidebar has them all. */
const mostExecutions = 20;
/** What changes often, such as the number of running executions, is read again at most this often. Milliseconds. */
const refreshMs = 500;

/** Of the active notebook: the variables of its TypeScript session, its executions, and its kernel process. */
export function registerSessionPanel(sessions: NotebookSessions, kernels: WorkspaceKernels): vscode.Disposable {
  const rows = new SessionRows(sessions, kernels);
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
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #variables: readonly SessionVariable[] = [];
  #executions: readonly WorkflowExecution[] = [];

  constructor(sessions: NotebookSessions, kernels: WorkspaceKernels) {
    this.#sessions = sessions;
    this.#kernels = kernels;
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
        return this.#variables.map((variable) => ({ kind: "variable", variable }));
      case "executions":
        return this.#executions.map((execution) => ({ kind: "execution", execution }));
      case "kernel":
        return kernelRows();
      default:
        return [];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case "variable":
        return this.#variableItem(row.variable);
      case "execution":
        return executionItem(row.execution);
      case "note": {
        const item = new vscode.TreeItem(row.text);
        item.iconPath = new vscode.ThemeIcon(row.icon);
        if (row.command !== undefined) item.command = row.command;
        return item;
      }
      default: {
        const item = new vscode.TreeItem(titles[row.kind](), vscode.TreeItemCollapsibleState.Expanded);
        item.id = row.kind;
        item.description = row.description;
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
    this.#variables = variables;
    this.#executions = executions;
    const shown =
      count > executions.length ? vscode.l10n.t("the newest {0} of {1}", executions.length, count) : `${count}`;
    const pid = this.#kernels.pidOf(notebook.uri);
    return [
      { kind: "variables", description: variables.length === 0 ? vscode.l10n.t("none yet") : `${variables.length}` },
      { kind: "executions", description: count === 0 ? vscode.l10n.t("none yet") : shown },
      { kind: "kernel", description: kernelStatus(pid, running) },
    ];
  }

  #variableItem({ name, type, preview, cell }: SessionVariable): vscode.TreeItem {
    const item = new vscode.TreeItem(name);
    item.description = preview;
    item.tooltip = `${name}: ${type}\n${preview}`;
    item.iconPath = new vscode.ThemeIcon(icons[type] ?? "symbol-variable");
    item.accessibilityInformation = { label: `${name}, ${type}, ${preview}` };
    const declaring = this.#notebook?.getCells().find((one) => cellId(one) === cell);
    if (declaring !== undefined) {
      const title = vscode.l10n.t("Show Cell");
      item.command = { title, command: "vscode.open", arguments: [declaring.document.uri] };
    }
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

function kernelStatus(pid: number | undefined, running: number): string {
  if (!vscode.workspace.isTrusted) return vscode.l10n.t("runs nothing: the workspace is not trusted");
  if (pid === undefined) return vscode.l10n.t("not started");
  if (running === 0) return vscode.l10n.t("idle, process {0}", pid);
  return vscode.l10n.t("busy, {0} running, process {1}", running, pid);
}

function kernelRows(): Row[] {
  const log = vscode.l10n.t("Show Log");
  const restart = vscode.l10n.t("Restart");
  return [
    { kind: "note", text: log, icon: "output", command: { title: log, command: commands.showKernelLog } },
    {
      kind: "note",
      text: restart,
      icon: "debug-restart",
      command: { title: restart, command: commands.restartKernel },
    },
  ];
}

function executionItem(execution: WorkflowExecution): vscode.TreeItem {
  const { label, description, tooltip, icon, colour, accessibilityLabel } = executionNode(execution, {
    now: new Date(),
  });
  const item = new vscode.TreeItem(label);
  if (description !== undefined) item.description = description;
  if (tooltip !== undefined) item.tooltip = tooltip;
  item.iconPath = new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
  if (accessibilityLabel !== undefined) item.accessibilityInformation = { label: accessibilityLabel };
  const title = vscode.l10n.t("Open Execution");
  item.command = { title, command: commands.openExecution, arguments: [{ id: execution.executionId }] };
  return item;
}

/** A panel shows what can be known: a kernel that cannot be asked is told of elsewhere. */
function quietly<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  return asked.catch(() => otherwise);
}

const icons: Readonly<Record<string, string>> = {
  number: "symbol-number",
  string: "symbol-string",
  boolean: "symbol-boolean",
  function: "symbol-function",
  class: "symbol-class",
  object: "symbol-object",
};
