import type { ExecutionStatus, Json, WorkflowExecution } from "../model/index.ts";

/**
 * A field of the query language: how a plain execution tells its value, and which expression over the columns of
 * `workflow_execution` gives the same. Both are here, side by side, so that filters as SQL and as a function agree.
 */
export type Field =
  | {
      readonly kind: "text";
      readonly description: string;
      /** A value fits when it stands somewhere in the text; otherwise it has to be all of it. */
      readonly anywhere?: boolean;
      readonly of: (execution: WorkflowExecution) => string | null;
      readonly sql: string;
    }
  | {
      readonly kind: "number";
      readonly description: string;
      /** In what the number counts; values may then have a unit: `took>5s`. */
      readonly unit?: "s" | "ms";
      readonly of: (execution: WorkflowExecution) => number | null;
      readonly sql: string;
    }
  | { readonly kind: "time"; readonly description: string; readonly comparison: ">=" | "<" }
  | {
      /** A value of the workflow's own: a parameter or a count, of whatever type. */
      readonly kind: "value";
      readonly description: string;
      readonly of: (execution: WorkflowExecution) => Json | undefined;
      readonly column: "parameter_values" | "performance_metrics";
      readonly path: string;
    };

export const statuses: readonly ExecutionStatus[] = ["queued", "running", "completed", "failed", "cancelled"];

export const fields: Readonly<Record<string, Field>> = {
  status: {
    kind: "text",
    description: "queued, running, completed, failed, cancelled",
    of: (e) => e.status,
    sql: "status",
  },
  workflow: { kind: "text", description: "name of the workflow", of: (e) => e.workflowName, sql: "workflow_name" },
  version: {
    kind: "text",
    description: "version of the workflow",
    of: (e) => e.workflowVersion,
    sql: "workflow_version",
  },
  user: { kind: "text", description: "who started it", of: (e) => e.executedBy, sql: "executed_by" },
  id: { kind: "text", description: "execution id", of: (e) => e.executionId, sql: "execution_id" },
  reason: {
    kind: "text",
    description: "why it ended: finished, until, cancelled, failed, lost",
    of: (e) => e.endReason,
    sql: "end_reason",
  },
  error: {
    kind: "text",
    description: "text within the error message",
    anywhere: true,
    of: (e) => e.errorMessage,
    sql: "error_message",
  },
  notebook: {
    kind: "text",
    description: "notebook that it was started from",
    of: (e) => e.startedFrom?.notebook ?? null,
    sql: "json_extract(started_from, '$.notebook')",
  },
  commit: {
    kind: "text",
    description: "git commit",
    of: (e) => e.executionEnvironment.gitCommit,
    sql: "json_extract(execution_environment, '$.gitCommit')",
  },
  since: { kind: "time", description: "started at or after: 7d, 12h, today, 2026-11-03", comparison: ">=" },
  before: { kind: "time", description: "started before: 7d, 12h, today, 2026-11-03", comparison: "<" },
  simulated: {
    kind: "number",
    description: "simulated seconds at the end",
    unit: "s",
    of: (e) => e.simulatedEndTime,
    sql: "simulated_end_time",
  },
  took: {
    kind: "number",
    description: "wall time",
    unit: "ms",
    of: (e) => e.performanceMetrics?.wallTimeMs ?? null,
    sql: "json_extract(performance_metrics, '$.wallTimeMs')",
  },
  events: {
    kind: "number",
    description: "events processed",
    of: (e) => e.performanceMetrics?.events ?? null,
    sql: "json_extract(performance_metrics, '$.events')",
  },
  seed: {
    kind: "number",
    description: "seed",
    of: (e) => e.runOptions.seed,
    sql: "json_extract(run_options, '$.seed')",
  },
  number: { kind: "number", description: "number within the id", of: (e) => e.number, sql: "number" },
};

/** `count.<name>`: how often something was counted; `parameter.<name>` or any other name: a parameter. */
export function fieldNamed(name: string): Field {
  const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (known !== undefined) return known;
  if (name.startsWith("count.")) {
    const count = name.slice("count.".length);
    return {
      kind: "value",
      description: `how often ${count} was counted`,
      of: (e) => own(e.performanceMetrics?.counts, count),
      column: "performance_metrics",
      path: `$.counts.${quotedLabel(count)}`,
    };
  }
  const parameter = name.startsWith("parameter.") ? name.slice("parameter.".length) : name;
  return {
    kind: "value",
    description: `parameter ${parameter}`,
    of: (e) => own(e.parameterValues, parameter),
    column: "parameter_values",
    path: `$.${quotedLabel(parameter)}`,
  };
}

function own(record: Readonly<Record<string, Json>> | undefined, name: string): Json | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A label of SQLite's JSON paths is compared with the key as JSON text has it. */
function quotedLabel(name: string): string {
  return JSON.stringify(name);
}
