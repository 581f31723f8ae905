import { builtinModules } from "node:module";

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
    /** Newest first: all that a query finds, unless its \`limit\` says how many; without a query the latest 100. A text is a filter as in the sidebar: \`status:failed stf_interval>1.5 since:7d\`. */
    list(query?: string | wfnb.ExecutionQuery): Promise<wfnb.WorkflowExecution[]>;
    get(executionId: string): Promise<wfnb.WorkflowExecution>;
    /**
     * How executions differ: a row for each combination of the parameters that are not the same in all, with their figures, of several
     * executions as means with standard deviations. A text is a filter, such as the batch of a sweep; fields are those of \`list\`.
     * @example display(await executions.summary("batch:stf_processing-ada-0042"))
     */
    summary(which: string | wfnb.ExecutionQuery | readonly wfnb.WorkflowExecution[]): Promise<Readonly<Record<string, unknown>>>;
    /** The figures of a summary over the numeric parameter with the most values, as Vega-Lite; undefined where there is nothing to draw. */
    chart(which: string | wfnb.ExecutionQuery | readonly wfnb.WorkflowExecution[]): Promise<Readonly<Record<string, unknown>> | undefined>;
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

/** What `assert` tells of a value, the rest of a cell knows. */
const assertModule = `{
  const assert: NodeAssert;
  export default assert;
  export const ok: NodeAssert["ok"];
  export const strict: NodeAssert;
  export const ${anyOf("equal notEqual deepEqual notDeepEqual strictEqual notStrictEqual deepStrictEqual notDeepStrictEqual")},
    ${anyOf("partialDeepStrictEqual throws doesNotThrow rejects doesNotReject match doesNotMatch fail ifError AssertionError")};
}`;
const classes =
  "Buffer URL URLSearchParams Headers Request Response FormData Blob File AbortController AbortSignal Event EventTarget TextEncoder TextDecoder ReadableStream WritableStream TransformStream WebSocket Worker BroadcastChannel MessageChannel".split(
    " ",
  );

/** Where Node's own types are not to be found: what there is has no types, but is not said to be missing. */
export const ambientNode = `
declare const console: { log(...values: unknown[]): void; info(...values: unknown[]): void; warn(...values: unknown[]): void;
  error(...values: unknown[]): void; debug(...values: unknown[]): void; table(value: unknown): void;
  readonly [method: string]: (...values: any[]) => void };
declare module "node:*";
${builtinModules.map((name) => `declare module "${name}";`).join("\n")}
${["node:assert", "node:assert/strict"].map((name) => `declare module "${name}" ${assertModule}`).join("\n")}
interface NodeAssert {
  (value: unknown, message?: string | Error): asserts value;
  ok(value: unknown, message?: string | Error): asserts value;
  readonly [name: string]: any;
}
${classes.map((name) => `declare const ${name}: any;\ntype ${name} = any;`).join("\n")}
declare const ${anyOf("crypto global performance process")};
declare function fetch(...values: any[]): Promise<any>;
declare function queueMicrotask(callback: () => void): void;
declare function setImmediate(callback: () => void): unknown;
declare function clearImmediate(immediate: unknown): void;
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare function setTimeout(callback: () => void, ms?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function setInterval(callback: () => void, ms?: number): unknown;
declare function clearInterval(timer: unknown): void;
declare function structuredClone<T>(value: T): T;
`;

function anyOf(names: string): string {
  return names
    .split(" ")
    .map((name) => `${name}: any`)
    .join(", ");
}
