/**
 * Every name that the manifest (package.json) and the code share, once. A test compares them with the manifest.
 */
export const notebookType = "wfnb";
export const controllerId = "wfnb";
export const extensionId = "wfnb.workflow-notebooks";
export const rendererId = "wfnb-timeline";
export { executionMime } from "../kernel/notebook/executionOutput.ts";
/** An error of a cell for our renderer, which leads to the places in its stack; the editor's own form stands beside it. */
export const errorMime = "application/vnd.wfnb.error+json";
/** Charts of TypeScript cells: the editor itself has no renderer for them. */
export { vegaLiteMime, vegaMime } from "../kernel/notebook/chartMimes.ts";
export const tomlLanguage = "toml";
export const typescriptCellLanguage = "wfnb-typescript";
export const executionsView = "wfnb.executions";
export const sessionView = "wfnb.session";

/** Pages in editor tabs. */
export const detailsPage = "wfnb.execution";
export const comparisonPage = "wfnb.comparison";
/** Of documents that hold what is stored of a definition. */
export const definitionScheme = "wfnb-definition";

export const settings = {
  predict: "wfnb.predict",
  keepRunning: "wfnb.keepRunning",
  embedPictures: "wfnb.embedPictures",
  savedFilters: "wfnb.savedFilters",
} as const;

/** What menus and welcome views look at. */
export const contextKeys = {
  /** `shown`, `empty`, `noMatch` or `unreadable`: what the top of the tree of executions came to. */
  executionsState: "wfnb.executionsState",
  executionsFiltered: "wfnb.executionsFiltered",
  /** In the tree, while it is visible: then the command palette has what can be done with an execution. */
  executionSelected: "wfnb.executionSelected",
  /** Set when the thing has happened in this window: they tick off steps of the walkthrough. */
  executionCompleted: "wfnb.executionCompleted",
  configMended: "wfnb.configMended",
} as const;

export const commands = {
  newNotebook: "wfnb.newNotebook",
  newWorkflow: "wfnb.newWorkflow",
  openSampleNotebook: "wfnb.openSampleNotebook",
  openSampleConfig: "wfnb.openSampleConfig",
  runConfig: "wfnb.runConfig",
  writeSchemas: "wfnb.writeSchemas",
  revealExecution: "wfnb.execution.reveal",
  copyExecutionId: "wfnb.execution.copyId",
  cancelExecution: "wfnb.execution.cancel",
  runExecutionAgain: "wfnb.execution.again",
  runExecutionWithChanges: "wfnb.execution.againWithChanges",
  pinExecution: "wfnb.execution.pin",
  unpinExecution: "wfnb.execution.unpin",
  protectExecution: "wfnb.execution.protect",
  unprotectExecution: "wfnb.execution.unprotect",
  noteExecution: "wfnb.execution.note",
  tagExecution: "wfnb.execution.tag",
  deleteExecution: "wfnb.execution.delete",
  undoDelete: "wfnb.execution.undoDelete",
  exportExecution: "wfnb.execution.export",
  verifyExecution: "wfnb.execution.verify",
  revealInNotebook: "wfnb.execution.revealInNotebook",
  showBatch: "wfnb.execution.showBatch",
  cancelBatch: "wfnb.execution.cancelBatch",
  openExecution: "wfnb.execution.open",
  showTimeline: "wfnb.execution.timeline",
  compareExecutions: "wfnb.executions.compare",
  summarizeExecutions: "wfnb.executions.summarize",
  refreshExecutions: "wfnb.executions.refresh",
  showMoreExecutions: "wfnb.executions.more",
  filterExecutions: "wfnb.executions.filter",
  clearFilter: "wfnb.executions.clearFilter",
  saveFilter: "wfnb.executions.saveFilter",
  groupExecutions: "wfnb.executions.group",
  orderExecutions: "wfnb.executions.order",
  showKernelLog: "wfnb.kernel.showLog",
  restartKernel: "wfnb.kernel.restart",
  restartSession: "wfnb.notebook.restartSession",
  exportNotebook: "wfnb.notebook.export",
  importNotebook: "wfnb.notebook.import",
  restartAndRunAll: "wfnb.notebook.restartAndRunAll",
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];

/** Tools of language models; their input schemas in the manifest are those of `kernel/tools`. */
export const languageModelTools = [
  "wfnb_list_executions",
  "wfnb_get_execution",
  "wfnb_list_workflows",
  "wfnb_run_workflow",
  "wfnb_run_config",
  "wfnb_follow_execution",
  "wfnb_cancel_executions",
  "wfnb_get_timeline",
  "wfnb_get_records",
  "wfnb_summarize_executions",
  "wfnb_verify_execution",
  "wfnb_compare_executions",
  "wfnb_validate_config",
] as const;
