/** Workflows and their executions from a notebook or a script: run, find, analyse, draw. */
export { columnsOf, type ExecutionColumns, rowsOf } from "../display/columns.ts";
export { type ComparisonOptions, comparisonSpec } from "../display/comparisonSpec.ts";
export { csvOf } from "../display/csvOf.ts";
export { type HeatMapOptions, heatMapSpec } from "../display/heatMapSpec.ts";
export type { MimeBundle } from "../display/mimeBundle.ts";
export { printLines } from "../display/printLines.ts";
export { showChart, showMarkdown } from "../display/show.ts";
export { type StatisticsOptions, statisticsOf } from "../display/statisticsOf.ts";
export { ExecutionHandle } from "../runner/executionHandle.ts";
export { StartRefusedError } from "../runner/startRefusedError.ts";
export { ExecutionFailedError, type RunWorkflowOptions } from "../runner/workflowRunner.ts";
export type { ExecutionOrder, ExecutionQuery, TimeWindow } from "../store/store.ts";
export { type ThemeName, type Timeline, timelineSpec, timelineText } from "../timeline/index.ts";
export { Execution, type StateVisit } from "./execution.ts";
export { execution, executions, type WorkspaceOptions, workflows } from "./executions.ts";
export { type RunSettings, type RunValues, run } from "./run.ts";
export { summaryOf, summarySpec } from "./summary.ts";
export { WorkflowRunner } from "./workflowRunner.ts";
