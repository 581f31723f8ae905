export * from "./clock.ts";
export * from "./comparison/index.ts";
export * from "./describeExecution.ts";
export * from "./executionNode.ts";
export type * from "./executionProgress.ts";
export * from "./executionTree.ts";
export * from "./groupExecutions.ts";
export * from "./statusWord.ts";
export type * from "./treeNode.ts";
