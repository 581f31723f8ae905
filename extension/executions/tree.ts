import * as vscode from "vscode";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import type { Progress } from "../../kernel/runner/kernel.ts";
import { executionTree, type TreeNode } from "../../kernel/views/index.ts";
import { executionsView } from "../ids.ts";
import type { FolderEvent, WorkspaceKernels } from "../kernels.ts";

/** Changes of many executions at once are shown once. */
const refreshDelayMs = 100;

/** The executions of the workspace, newest first. Live: every start and end is shown, whoever caused it. */
export function registerExecutionsTree(kernels: WorkspaceKernels): vscode.Disposable {
  const tree = new ExecutionsTree(kernels);
  const view = vscode.window.createTreeView(executionsView, { treeDataProvider: tree, showCollapseAll: true });
  const badge = tree.onRunning((running) => {
    view.badge = running === 0 ? undefined : { value: running, tooltip: `${running} running` };
  });
  return vscode.Disposable.from(tree, view, badge);
}

class ExecutionsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #kernels: WorkspaceKernels;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #running = new vscode.EventEmitter<number>();
  readonly #subscription: vscode.Disposable;
  readonly #progress = new Map<string, Progress>();
  #timer: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onRunning = this.#running.event;

  constructor(kernels: WorkspaceKernels) {
    this.#kernels = kernels;
    this.#subscription = kernels.onEvent((event) => this.#receive(event));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return [...(node.children ?? [])];
    const executions = await this.#executions();
    this.#running.fire(executions.filter(({ status }) => status === "running").length);
    return executionTree(executions, { progress: this.#progress, now: new Date() });
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children === undefined ? None : Collapsed);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.iconPath = new vscode.ThemeIcon(
      node.icon,
      node.colour === undefined ? undefined : new vscode.ThemeColor(node.colour),
    );
    item.contextValue = node.contextValue;
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#running.dispose();
  }

  async #executions(): Promise<WorkflowExecution[]> {
    const lists = await Promise.all(this.#kernels.all().map(({ kernel }) => kernel.executions()));
    return lists.flat().sort((a, b) => (a.startTime < b.startTime ? 1 : -1));
  }

  #receive({ event }: FolderEvent): void {
    if (event.type === "progress") this.#progress.set(event.progress.executionId, event.progress);
    else if (event.type === "execution" && event.execution.status !== "running") {
      this.#progress.delete(event.execution.executionId);
    }
    if (event.type === "trace" || event.type === "workflows") return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(undefined);
    }, refreshDelayMs);
  }
}
