import {
  type ExecutionLabels,
  type ExecutionStatus,
  isGoingOn,
  type Json,
  type WorkflowDefinitionRecord,
  type WorkflowExecution,
} from "../../model/index.ts";
import { elapsedText } from "../clock.ts";
import { type DescriptionRow, originText, overview, unitOf } from "../describeExecution.ts";
import type { ExecutionProgress } from "../executionProgress.ts";
import { statusWord } from "../statusWord.ts";
import { groupedNumber, shortened, simulatedText, valueText } from "../values.ts";
import { type StackLine, stackLines } from "./stackLines.ts";

/** All there is to tell of an execution but its trace, as plain JSON for whatever shows it. Texts are cut, and nothing in them is markup. */
export interface ExecutionDetails {
  readonly executionId: string;
  readonly workflowName: string;
  readonly status: ExecutionStatus;
  readonly statusText: string;
  readonly isRunning: boolean;
  /** While it runs: how far it came; `share` from 0 to 1, null where nobody knows the end. */
  readonly progress: { readonly text: string; readonly share: number | null } | null;
  readonly labels: ExecutionLabels | null;
  readonly error: { readonly message: string; readonly stack: readonly StackLine[] } | null;
  readonly notes: readonly string[];
  readonly overview: readonly DescriptionRow[];
  readonly parameters: readonly ParameterDetail[];
  readonly metrics: readonly DescriptionRow[];
  readonly environment: readonly DescriptionRow[];
  readonly definition: DefinitionDetail;
}

export interface ParameterDetail {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly description: string;
  /** Where it was set: `default`, `override`, or `stf.toml:12 [parameters]`. */
  readonly origin: string;
  /** Whether the origin is a place that can be opened. */
  readonly hasPlace: boolean;
  /** The workflow's default, where the value is another one; null where it is the same, or there is none. */
  readonly insteadOf: string | null;
}

/** What ran. */
export interface DefinitionDetail {
  readonly definitionId: number;
  readonly title: string;
  /** The TypeScript file. */
  readonly file: string;
}

export interface DetailsOptions {
  readonly timeZone?: string;
  readonly progress?: ExecutionProgress | undefined;
  /** The definition that ran: it has units, descriptions and defaults. */
  readonly definition?: WorkflowDefinitionRecord | undefined;
  /** Nothing is cut, as for the clipboard. Default false. */
  readonly whole?: boolean;
}

/** Rows of one section; whoever sets more parameters than these reads the export. */
const mostRows = 2_000;

export function executionDetails(execution: WorkflowExecution, options: DetailsOptions = {}): ExecutionDetails {
  const { definition, progress, timeZone, whole = false } = options;
  const cut = (text: string, length: number) => (whole ? text : shortened(text, length));
  const { status, errorMessage, stackTrace, notes = [] } = execution;
  const isRunning = isGoingOn(execution);
  return {
    executionId: cut(execution.executionId, 200),
    workflowName: cut(execution.workflowName, 200),
    status,
    statusText: statusWord(execution),
    isRunning,
    progress: isRunning && progress !== undefined ? progressOf(progress) : null,
    labels: execution.labels === undefined ? null : labelsOf(execution.labels, cut),
    error: errorMessage === null ? null : { message: lines(errorMessage, whole), stack: stackLines(stackTrace ?? "") },
    notes: notes.slice(0, mostRows).map((note) => cut(note, 2_000)),
    // Its first row is the id; labels have a place of their own.
    overview: overview(execution, timeZone === undefined ? { progress } : { progress, timeZone })
      .slice(1)
      .filter(({ name }) => name !== "labels"),
    parameters: parametersOf(execution, definition, cut),
    metrics: metricsOf(execution, cut),
    environment: environmentOf(execution, cut),
    definition: {
      definitionId: execution.definitionId,
      title: `${cut(execution.workflowName, 200)} ${cut(execution.workflowVersion, 50)}${revision(definition)}`,
      file: cut(definition?.file ?? "", 300),
    },
  };
}

type Cut = (text: string, length: number) => string;

function revision(definition: WorkflowDefinitionRecord | undefined): string {
  return definition === undefined ? "" : `, revision ${String(definition.revision)}`;
}

function progressOf({ now, until, events, state, substate }: ExecutionProgress): ExecutionDetails["progress"] {
  const share = until === null || until <= 0 ? null : Math.min(1, now / until);
  const parts = [
    until === null ? simulatedText(now) : `${simulatedText(now)} of ${simulatedText(until)}`,
    ...(share === null ? [] : [`${String(Math.floor(100 * share))} %`]),
    ...(state === null ? [] : [shortened(substate ? `${state} / ${substate}` : state, 100)]),
    // Nobody counts for us what another process runs.
    ...(events > 0 ? [`${groupedNumber(events)} events`] : []),
  ];
  return { text: parts.join(" · "), share };
}

function labelsOf({ pinned, protected: isProtected, note, tags }: ExecutionLabels, cut: Cut): ExecutionLabels {
  return {
    pinned,
    protected: isProtected,
    note: note === null ? null : note.slice(0, 10_000),
    tags: tags.slice(0, mostRows).map((tag) => cut(tag, 100)),
  };
}

/** Errors have line breaks that mean something. */
function lines(text: string, whole: boolean): string {
  return whole || text.length <= 20_000 ? text : `${text.slice(0, 20_000)}…`;
}

function parametersOf(
  { parameterValues, parameterOrigins }: WorkflowExecution,
  definition: WorkflowDefinitionRecord | undefined,
  cut: Cut,
): ParameterDetail[] {
  const properties = new Map(Object.entries((definition?.parameterSchema.properties ?? {}) as Record<string, Json>));
  const defaults = new Map(Object.entries(definition?.defaults ?? {}));
  return Object.entries(parameterValues)
    .slice(0, mostRows)
    .map(([name, value]) => {
      const origin = parameterOrigins[name];
      const usual = defaults.get(name);
      const isUsual = usual === undefined || JSON.stringify(usual) === JSON.stringify(value);
      return {
        name: cut(name, 200),
        value: cut(plainText(value), 500),
        unit: unitOf(definition, name) ?? "",
        description: cut(describedBy(properties.get(name)), 500),
        origin: origin === undefined ? "" : originText(origin),
        hasPlace: origin?.from === "file",
        insteadOf: isUsual ? null : valueText(usual, 200),
      };
    });
}

function describedBy(property: Json | undefined): string {
  const description = (property as { description?: unknown } | undefined)?.description;
  return typeof description === "string" ? description : "";
}

function plainText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function metricsOf({ performanceMetrics }: WorkflowExecution, cut: Cut): DescriptionRow[] {
  if (performanceMetrics === null) return [];
  const {
    counts,
    gaugeMeans = {},
    events,
    eventsPerSecond,
    wallTimeMs,
    peakMemoryBytes,
    records,
    droppedRecords,
  } = performanceMetrics;
  return [
    ...Object.entries(counts)
      .slice(0, mostRows)
      .map(([name, total]) => ({ name: cut(name, 200), value: groupedNumber(total) })),
    ...Object.entries(gaugeMeans)
      .slice(0, mostRows)
      .map(([name, mean]) => ({ name: `mean of ${cut(name, 200)}`, value: String(Number(mean.toPrecision(10))) })),
    {
      name: "events",
      value: groupedNumber(events),
      detail: `${groupedNumber(Math.round(eventsPerSecond))} per second`,
    },
    { name: "wall time", value: elapsedText(wallTimeMs) },
    ...(peakMemoryBytes > 0 ? [{ name: "peak memory", value: `${(peakMemoryBytes / 2 ** 20).toFixed(1)} MiB` }] : []),
    { name: "records", value: groupedNumber(records) },
    ...(droppedRecords > 0 ? [{ name: "records not kept", value: groupedNumber(droppedRecords) }] : []),
  ];
}

/** In words where these are not the names themselves. */
const environmentNames: Readonly<Record<string, string>> = {
  processStart: "process start",
  gitCommit: "git commit",
  gitDirty: "uncommitted changes",
};

function environmentOf({ executionEnvironment, traceHash }: WorkflowExecution, cut: Cut): DescriptionRow[] {
  const facts: readonly (readonly [string, Json])[] = [
    ...Object.entries(executionEnvironment),
    ["trace hash", traceHash],
  ];
  return facts
    .filter(([, value]) => value !== null)
    .slice(0, mostRows)
    .map(([name, value]) => ({
      name: cut(environmentNames[name] ?? name, 200),
      value: typeof value === "boolean" ? (value ? "yes" : "no") : cut(plainText(value), 500),
    }));
}
