/**
 * Every name that the manifest (package.json) and the code share, once. A test compares them with the manifest.
 */
export const notebookType = "wfnb";
export const controllerId = "wfnb";
export const rendererId = "wfnb-timeline";
export { executionMime } from "../kernel/notebook/outputs.ts";
export const tomlLanguage = "toml";
export const typescriptCellLanguage = "wfnb-typescript";
export const executionsView = "wfnb.executions";
export const sessionView = "wfnb.session";

export const settings = {
  predict: "wfnb.predict",
  keepRunning: "wfnb.keepRunning",
} as const;

export const commands = {
  newNotebook: "wfnb.newNotebook",
  newWorkflow: "wfnb.newWorkflow",
  runConfig: "wfnb.runConfig",
  writeSchemas: "wfnb.writeSchemas",
  revealExecution: "wfnb.execution.reveal",
  copyExecutionId: "wfnb.execution.copyId",
  cancelExecution: "wfnb.execution.cancel",
  refreshExecutions: "wfnb.executions.refresh",
  showKernelLog: "wfnb.kernel.showLog",
  restartKernel: "wfnb.kernel.restart",
  restartSession: "wfnb.notebook.restartSession",
  restartAndRunAll: "wfnb.notebook.restartAndRunAll",
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];
