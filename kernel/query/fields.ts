import { type ExecutionStatus, type Json, ownValue, type WorkflowExecution } from "../model/index.ts";

/** A field of the query language: what it means for an execution, and under which name a store keeps it. */
export type Field =
  | {
      readonly kind: "text";
      readonly description: string;
      /** A value fits when it stands somewhere in the text; otherwise it has to be all of it. */
      readonly anywhere?: boolean;
      /** Several for `tag`; none where the execution has none. */
      readonly of: (execution: WorkflowExecution) => readonly string[];
      readonly stored: StoredAs;
    }
  | {
      readonly kind: "number";
      readonly description: string;
      /** In what the number counts; values may then have a unit: `took>5s`. */
      readonly unit?: "s" | "ms";
      readonly of: (execution: WorkflowExecution) => number | null;
      readonly stored: StoredAs;
    }
  | { readonly kind: "time"; readonly description: string; readonly comparison: ">=" | "<" }
  | { readonly kind: "flag"; readonly description: string; readonly flags: readonly Flag[] }
  | {
      /** A value of the workflow's own: a parameter, a count or a mean, of whatever type. */
      readonly kind: "value";
      readonly description: string;
      readonly of: (execution: WorkflowExecution) => Json | undefined;
      readonly stored: { readonly value: string };
    };

/** A column of the executions, or a value that stands beside them by its name. */
export type StoredAs =
  | { readonly column: "status" | "workflow" | "version" | "user" | "id" | "reason" | "error" | "note" }
  | { readonly column: "number" }
  | { readonly value: string };

/** Something that an execution is or is not. */
export type Flag = "pinned" | "protected";

export const statuses: readonly ExecutionStatus[] = ["queued", "running", "completed", "failed", "cancelled"];

const flags: readonly Flag[] = ["pinned", "protected"];

const one = (text: string | null | undefined): readonly string[] => (text === null || text === undefined ? [] : [text]);

export const fields: Readonly<Record<string, Field>> = {
  status: {
    kind: "text",
    description: "queued, running, completed, failed, cancelled",
    of: (e) => [e.status],
    stored: { column: "status" },
  },
  workflow: {
    kind: "text",
    description: "name of the workflow",
    of: (e) => [e.workflowName],
    stored: { column: "workflow" },
  },
  version: {
    kind: "text",
    description: "version of the workflow",
    of: (e) => [e.workflowVersion],
    stored: { column: "version" },
  },
  user: { kind: "text", description: "who started it", of: (e) => [e.executedBy], stored: { column: "user" } },
  id: { kind: "text", description: "execution id", of: (e) => [e.executionId], stored: { column: "id" } },
  reason: {
    kind: "text",
    description: "why it ended: finished, until, cancelled, failed, lost",
    of: (e) => one(e.endReason),
    stored: { column: "reason" },
  },
  error: {
    kind: "text",
    description: "text within the error message",
    anywhere: true,
    of: (e) => one(e.errorMessage),
    stored: { column: "error" },
  },
  notebook: {
    kind: "text",
    description: "notebook that it was started from",
    of: (e) => one(e.startedFrom?.notebook),
    stored: { value: "notebook" },
  },
  batch: {
    kind: "text",
    description: "sweep or replications that it is one of, by their first execution",
    of: (e) => one(e.startedFrom?.batch),
    stored: { value: "batch" },
  },
  commit: {
    kind: "text",
    description: "git commit",
    of: (e) => one(e.executionEnvironment.gitCommit),
    stored: { value: "commit" },
  },
  tag: { kind: "text", description: "a tag that it has", of: (e) => e.labels?.tags ?? [], stored: { value: "tag" } },
  note: {
    kind: "text",
    description: "text within the note",
    anywhere: true,
    of: (e) => one(e.labels?.note),
    stored: { column: "note" },
  },
  is: { kind: "flag", description: "pinned, protected", flags },
  since: { kind: "time", description: "started at or after: 7d, 12h, today, 2026-11-03", comparison: ">=" },
  before: { kind: "time", description: "started before: 7d, 12h, today, 2026-11-03", comparison: "<" },
  simulated: {
    kind: "number",
    description: "simulated seconds at the end",
    unit: "s",
    of: (e) => e.simulatedEndTime,
    stored: { value: "simulated" },
  },
  took: {
    kind: "number",
    description: "wall time",
    unit: "ms",
    of: (e) => e.performanceMetrics?.wallTimeMs ?? null,
    stored: { value: "took" },
  },
  events: {
    kind: "number",
    description: "events processed",
    of: (e) => e.performanceMetrics?.events ?? null,
    stored: { value: "events" },
  },
  seed: { kind: "number", description: "seed", of: (e) => e.runOptions.seed, stored: { value: "seed" } },
  number: { kind: "number", description: "number within the id", of: (e) => e.number, stored: { column: "number" } },
};

/** `count.<name>`: how often something was counted; `mean.<name>`: mean of a gauge; `parameter.<name>` or any other name: a parameter. */
export function fieldNamed(name: string): Field {
  const known = ownValue<Field>(fields, name);
  if (known !== undefined) return known;
  if (name.startsWith("count.")) {
    const count = name.slice("count.".length);
    return {
      kind: "value",
      description: `how often ${count} was counted`,
      of: (e) => ownValue(e.performanceMetrics?.counts, count),
      stored: { value: name },
    };
  }
  if (name.startsWith("mean.")) {
    const gauge = name.slice("mean.".length);
    return {
      kind: "value",
      description: `mean of ${gauge}`,
      of: (e) => ownValue(e.performanceMetrics?.gaugeMeans, gauge),
      stored: { value: name },
    };
  }
  const parameter = name.startsWith("parameter.") ? name.slice("parameter.".length) : name;
  return {
    kind: "value",
    description: `parameter ${parameter}`,
    of: (e) => ownValue(e.parameterValues, parameter),
    stored: { value: `parameter.${parameter}` },
  };
}
