import { inspect } from "node:util";
import type { Json, WorkflowExecution } from "../../model/index.ts";
import { vegaLiteMime, vegaMime } from "../chartMimes.ts";
import { executionOutput } from "../outputs.ts";
import { displayTable, isTable } from "./displayTable.ts";
import type { MimeBundle } from "./outputList.ts";

/**
 * What a value looks like: a MIME bundle as it is, executions as TOML cells show them, Vega-Lite specifications as charts,
 * lists of objects as tables, everything else as Node prints it.
 */
export function displayValue(value: unknown): MimeBundle {
  if (isMimeBundle(value)) return value;
  if (isExecution(value)) {
    const output = executionOutput(value);
    if (output.kind === "display") return output.data;
  }
  const chart = chartMime(value);
  if (chart !== undefined) return { [chart]: toJson(value), "text/plain": chartText(value) };
  if (Array.isArray(value) && value.length > 0 && value.every(isExecution))
    return displayTable(value.map(executionRow));
  if (isTable(value)) return displayTable(value);
  return { "text/plain": typeof value === "string" ? value : inspected(value) };
}

function inspected(value: unknown): string {
  return inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 });
}

/** All keys are MIME types, as in `{ "text/html": "<b>x</b>" }`. */
export function isMimeBundle(value: unknown): value is MimeBundle {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^(text|image|application|audio|video)\/[\w.+-]+$/.test(key));
}

function isExecution(value: unknown): value is WorkflowExecution {
  if (typeof value !== "object" || value === null) return false;
  return ["executionId", "workflowName", "status", "runOptions", "performanceMetrics"].every((key) => key in value);
}

function executionRow(execution: WorkflowExecution) {
  const { executionId, status, runOptions, startTime, performanceMetrics } = execution;
  return {
    execution: executionId,
    status,
    seed: runOptions.seed,
    "simulated s": performanceMetrics?.simulatedEndTime,
    events: performanceMetrics?.events,
    started: startTime,
  };
}

/** What clients without charts show. */
function chartText(spec: unknown): string {
  const { description, title } = spec as { description?: unknown; title?: unknown };
  const told = [description, title].find((text) => typeof text === "string");
  return told === undefined ? "(a chart)" : `(a chart: ${told})`;
}

function chartMime(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("$schema" in value)) return undefined;
  const { $schema } = value;
  if (typeof $schema !== "string") return undefined;
  if ($schema.includes("vega-lite")) return vegaLiteMime;
  return $schema.includes("/vega/") ? vegaMime : undefined;
}

/** As JSON has it: no functions, no undefined. */
function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
