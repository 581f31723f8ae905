import type { WorkflowExecution } from "../model/index.ts";
import type { ClockOptions } from "./clock.ts";
import { executionNode } from "./executionNode.ts";
import type { ExecutionProgress } from "./executionProgress.ts";
import { type ExecutionGroup, type Grouping, groupExecutions } from "./groupExecutions.ts";
import type { TreeNode } from "./treeNode.ts";
import { shortened } from "./values.ts";

export interface ExecutionTreeOptions extends ClockOptions {
  /** Of those that run, by id. */
  readonly progress?: ReadonlyMap<string, ExecutionProgress>;
  /** Default `none`. */
  readonly grouping?: Grouping;
}

/** Executions, in the order given, as the rows of a tree. */
export function executionTree(executions: readonly WorkflowExecution[], options: ExecutionTreeOptions): TreeNode[] {
  const { grouping = "none", progress } = options;
  const node = (execution: WorkflowExecution): TreeNode =>
    executionNode(execution, { ...options, progress: progress?.get(execution.executionId) });
  if (grouping === "none") return executions.map(node);
  return groupExecutions(executions, grouping, options).map((group) =>
    groupNode(group, grouping, group.executions.map(node)),
  );
}

function groupNode({ key, label, executions }: ExecutionGroup, grouping: Grouping, children: TreeNode[]): TreeNode {
  const running = executions.filter(({ status }) => status === "running").length;
  const failed = executions.filter(({ status }) => status === "failed").length;
  const parts = [String(executions.length)];
  if (running > 0) parts.push(`${String(running)} running`);
  if (failed > 0) parts.push(`${String(failed)} failed`);
  return {
    id: `${grouping}:${key}`,
    label: shortened(label, 200),
    description: parts.join(" · "),
    tooltip: `${shortened(label, 200)}: ${parts.join(", ")}`,
    icon: groupIcons[grouping] ?? "symbol-parameter",
    contextValue: "group",
    children,
  };
}

const groupIcons: Readonly<Record<string, string>> = {
  workflow: "symbol-event",
  day: "calendar",
  status: "list-filter",
  notebook: "notebook",
  user: "account",
};
