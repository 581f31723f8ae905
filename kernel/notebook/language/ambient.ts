/** Types of what every cell has at hand without importing it. */
export const ambientTypes = `
import type * as wfnb from "wfnb";

declare global {
  /** How to run, and parameters by name; \`config\` names a TOML configuration to start from. */
  interface RunCall extends wfnb.RunOptions {
    readonly config?: string;
    readonly [parameter: string]: unknown;
  }
  type WorkflowReference = string | { readonly name: string };

  /** Runs workflows of the workspace, and those that cells define. */
  const runner: {
    /** Runs a workflow to its end and gives the id of its execution. Throws when it failed. */
    runWorkflow(workflow: WorkflowReference, call?: RunCall): Promise<string>;
    /** Runs a workflow to its end and gives its record, however it ended. */
    run(workflow: WorkflowReference, call?: RunCall): Promise<wfnb.WorkflowExecution>;
    /** Starts a workflow and gives its record as it begins. */
    start(workflow: WorkflowReference, call?: RunCall): Promise<wfnb.WorkflowExecution>;
  };

  /** The executions that this workspace keeps. */
  const executions: {
    /** Newest first. A text is a filter as in the sidebar: \`status:failed stf_interval>1.5 since:7d\`. */
    list(query?: string | wfnb.ExecutionQuery): Promise<wfnb.WorkflowExecution[]>;
    get(executionId: string): Promise<wfnb.WorkflowExecution>;
    /** Every record, or those of one stretch of simulated time. */
    trace(execution: string | wfnb.WorkflowExecution, window?: wfnb.TimeWindow): Promise<wfnb.TraceRecord[]>;
    /** Undefined while it runs. */
    metrics(execution: string | wfnb.WorkflowExecution): Promise<wfnb.PerformanceMetrics | undefined>;
    cancel(executionId: string): Promise<boolean>;
  };

  /**
   * Shows a value at once: an object, a list of objects as a table, a Vega-Lite specification as a chart, an execution,
   * or a MIME bundle such as \`{ "text/html": "<b>x</b>" }\`. The handle replaces what is shown.
   */
  function display(value: unknown): { update(value: unknown): void };
  /** A new simulation environment, its clock at 0. */
  function env(): wfnb.Environment;
  const Environment: typeof wfnb.Environment;
  type Environment = wfnb.Environment;
  const defineWorkflow: typeof wfnb.defineWorkflow;
  const parameter: typeof wfnb.parameter;
}
`;

/** Where Node's own types are not to be found. */
export const ambientNode = `
declare const console: { log(...values: unknown[]): void; info(...values: unknown[]): void; warn(...values: unknown[]): void;
  error(...values: unknown[]): void; debug(...values: unknown[]): void; table(value: unknown): void };
declare function setTimeout(callback: () => void, ms?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function setInterval(callback: () => void, ms?: number): unknown;
declare function clearInterval(timer: unknown): void;
declare function structuredClone<T>(value: T): T;
declare const performance: { now(): number };
declare const process: any;
`;
