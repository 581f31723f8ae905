import type { WorkflowExecution } from "../model/index.ts";
import type { ExecutionGroups, ExecutionQuery, GroupedBy } from "../store/index.ts";
import type { TreeNode } from "../views/index.ts";

/** Where executions come from: what a browser needs of a kernel. */
export interface ExecutionSource {
  executions(query?: ExecutionQuery): Promise<WorkflowExecution[]>;
  count(query?: ExecutionQuery): Promise<number>;
  groups(by: GroupedBy, query?: ExecutionQuery): Promise<ExecutionGroups>;
}

/** The executions of one workspace folder. */
export interface BrowserFolder {
  /** Its path, or whatever names it for ever. */
  readonly id: string;
  readonly name: string;
  readonly source: ExecutionSource;
}

/** A row of the tree. The same object stands for the same thing as long as the browser lives; its `node` changes. */
export interface BrowserRow {
  readonly kind: "folder" | "pinned" | "group" | "execution" | "detail" | "more";
  readonly parent: BrowserRow | undefined;
  readonly folder: BrowserFolder;
  node: TreeNode;
  /** Of an execution. */
  execution?: WorkflowExecution;
  /** What finds the executions below it, beside the filter. */
  query?: ExecutionQuery;
}
