import * as vscode from "vscode";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import type { Progress } from "../../kernel/runner/kernel.ts";
import { executionTree, type TreeNode } from "../../kernel/views/index.ts";
import { executionsView } from "../ids.ts";
import type { FolderEvent, WorkspaceKernels } from "../kernels.ts";

/** Changes of many executions at once are shown once. */
const refreshDelayMs = 100;

/** The executions of the workspace, newest first. Live: every start and end is shown, whoever caused it. */
export class ExecutionsView implements vscode.Disposable {
  readonly #provider: ExecutionsProvider;
  readonly #view: vscode.TreeView<TreeNode>;

  constructor(kernels: WorkspaceKernels) {
    this.#provider = new ExecutionsProvider(kernels);
    this.#view = vscode.window.createTreeView(executionsView, {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
    });
    this.#provider.onRead((executions) => this.#showRunning(executions));
  }

  refresh(): void {
    this.#provider.refresh();
  }

  /** Shows the view with this execution selected and unfolded. */
  async reveal(executionId: string): Promise<void> {
    const node = (await this.#provider.getChildren()).find(({ id }) => id === executionId);
    if (node === undefined) {
      void vscode.window.showWarningMessage(`${executionId} is not among the executions of this workspace.`);
      return;
    }
    await this.#view.reveal(node, { select: true, focus: true, expand: true });
  }

  dispose(): void {
    this.#view.dispose();
    this.#provider.dispose();
  }

  #showRunning(executions: readonly WorkflowExecution[]): void {
    const running = executions.filter(({ status }) => status === "running").length;
    this.#view.badge = running === 0 ? undefined : { value: running, tooltip: `${running} running` };
  }
}

class ExecutionsProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #kernels: WorkspaceKernels;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #read = new vscode.EventEmitter<readonly WorkflowExecution[]>();
  readonly #subscription: vscode.Disposable;
  readonly #progress = new Map<string, Progress>();
  readonly #parents = new Map<string, TreeNode>();
  #timer: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onRead = this.#read.event;

  constructor(kernels: WorkspaceKernels) {
    this.#kernels = kernels;
    this.#subscription = kernels.onEvent((event) => this.#receive(event));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) {
      for (const child of node.children ?? []) this.#parents.set(child.id, node);
      return [...(node.children ?? [])];
    }
    const executions = await this.#executions();
    this.#parents.clear();
    this.#read.fire(executions);
    return executionTree(executions, { progress: this.#progress, now: new Date() });
  }

  getParent({ id }: TreeNode): TreeNode | undefined {
    return this.#parents.get(id);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children === undefined ? None : Collapsed);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip;
    const colour = node.colour === undefined ? undefined : new vscode.ThemeColor(node.colour);
    item.iconPath = new vscode.ThemeIcon(node.icon, colour);
    item.contextValue = node.contextValue;
    if (node.accessibilityLabel !== undefined) item.accessibilityInformation = { label: node.accessibilityLabel };
    return item;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(this.#subscription, this.#changed, this.#read).dispose();
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
      this.refresh();
    }, refreshDelayMs);
  }
}
