import { inspect, types } from "node:util";
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
  if (isMimeBundle(value)) return bundleOf(value);
  if (isExecution(value)) {
    const output = executionOutput(value);
    if (output.kind === "display") return output.data;
  }
  const chart = chartMime(value);
  if (chart !== undefined) return { [chart]: toJson(value, chart), "text/plain": chartText(value) };
  if (Array.isArray(value) && value.length > 0 && value.every(isExecution))
    return displayTable(value.map(executionRow));
  if (isTable(value)) return displayTable(value);
  return { "text/plain": typeof value === "string" ? value : inspected(value) };
}

function inspected(value: unknown): string {
  return inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 });
}

/** As nbformat keeps it: texts as they are, other bytes in base64, all else as JSON. */
function bundleOf(value: Readonly<Record<string, unknown>>): MimeBundle {
  const parts = Object.entries(value).filter(([, data]) => data !== undefined);
  return Object.fromEntries(parts.map(([mime, data]) => [mime, dataOf(mime, data)]));
}

function dataOf(mime: string, data: unknown): Json {
  if (typeof data === "string") return data;
  if (!types.isUint8Array(data)) return toJson(data, mime);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return bytes.toString(/^text\/|[+/](xml|json|javascript)$/.test(mime) ? "utf8" : "base64");
}

/** All keys are MIME types, as in `{ "text/html": "<b>x</b>" }`. */
function isMimeBundle(value: unknown): value is Readonly<Record<string, unknown>> {
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
function toJson(value: unknown, mime: string): Json {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new TypeError(`What is to be shown as ${mime} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  if (text === undefined) throw new TypeError(`What is to be shown as ${mime} is a ${typeof value}, and no JSON.`);
  return JSON.parse(text) as Json;
}
