import { setParameters, type ValueOrigin, type WorkflowDescription, type WorkflowExecution } from "../model/index.ts";
import { elapsedMs, elapsedText, fullTime } from "./clock.ts";
import type { ExecutionProgress } from "./executionProgress.ts";
import { labelsText } from "./labelsText.ts";
import { statusWord } from "./statusWord.ts";
import { groupedNumber, shortened, simulatedText, valueText } from "./values.ts";

/** A part of what there is to tell of an execution. */
export interface DescriptionSection {
  readonly title: string;
  readonly rows: readonly DescriptionRow[];
}

export interface DescriptionRow {
  readonly name: string;
  readonly value: string;
  /** Such as where a parameter was set. */
  readonly detail?: string;
}

export interface DescribeOptions {
  readonly timeZone?: string;
  readonly progress?: ExecutionProgress | undefined;
  /** Every parameter, also those at their default. Default: only those that were set. */
  readonly allParameters?: boolean;
  /** The definition that ran: its schema has the units. */
  readonly definition?: Pick<WorkflowDescription, "parameterSchema">;
}

/** What there is to tell of an execution, in the order in which people ask; sections with nothing to tell are left out. */
export function describeExecution(execution: WorkflowExecution, options: DescribeOptions = {}): DescriptionSection[] {
  const sections: DescriptionSection[] = [
    { title: "Execution", rows: overview(execution, options) },
    {
      title: "Error",
      rows: execution.errorMessage === null ? [] : [{ name: "error", value: shortened(execution.errorMessage, 2000) }],
    },
    { title: options.allParameters ? "Parameters" : "Parameters set", rows: parameters(execution, options) },
    { title: "Metrics", rows: metrics(execution) },
    { title: "Environment", rows: environment(execution) },
    { title: "Notes", rows: (execution.notes ?? []).map((note) => ({ name: "note", value: shortened(note, 2000) })) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** As lines of plain text, names aligned within a section. */
export function descriptionText(sections: readonly DescriptionSection[]): string {
  return sections
    .map(({ title, rows }) => {
      const width = Math.max(...rows.map(({ name }) => name.length));
      const lines = rows.map(({ name, value, detail }) => {
        const told = detail === undefined ? value : `${value}  (${detail})`;
        return `  ${name.padEnd(width)}  ${told}`.trimEnd();
      });
      return [title, ...lines].join("\n");
    })
    .join("\n\n");
}

/** What it is, how it stands and when it was: the first things people ask. */
export function overview(execution: WorkflowExecution, { timeZone, progress }: DescribeOptions): DescriptionRow[] {
  const { startTime, endTime, startedFrom, runOptions, simulatedEndTime } = execution;
  const rows: DescriptionRow[] = [
    { name: "id", value: execution.executionId },
    {
      name: "workflow",
      value: `${shortened(execution.workflowName, 200)} ${shortened(execution.workflowVersion, 50)}`,
    },
    { name: "status", value: statusWord(execution) },
    { name: "started", value: fullTime(startTime, timeZone), detail: `by ${shortened(execution.executedBy, 100)}` },
  ];
  if (endTime !== null) rows.push({ name: "ended", value: fullTime(endTime, timeZone) });
  const elapsed = elapsedMs(startTime, endTime);
  if (elapsed !== null) rows.push({ name: "took", value: elapsedText(elapsed) });
  if (simulatedEndTime !== null) rows.push({ name: "simulated", value: simulatedText(simulatedEndTime) });
  else if (progress !== undefined)
    rows.push({ name: "simulated", value: simulatedText(progress.now), detail: "so far" });
  if (runOptions.until !== undefined) rows.push({ name: "until", value: simulatedText(runOptions.until) });
  rows.push({ name: "seed", value: String(runOptions.seed) });
  if (runOptions.realtime === true) rows.push({ name: "real time", value: `factor ${String(runOptions.factor ?? 1)}` });
  const from = startedFrom?.notebook ?? startedFrom?.config;
  if (from !== undefined) rows.push({ name: "started from", value: shortened(from, 500) });
  if (startedFrom?.execution !== undefined) rows.push({ name: "runs again", value: startedFrom.execution });
  if (startedFrom?.batch !== undefined) rows.push({ name: "batch", value: startedFrom.batch });
  const labels = labelsText(execution.labels);
  if (labels !== "") rows.push({ name: "labels", value: labels });
  return rows;
}

function parameters(execution: WorkflowExecution, { allParameters, definition }: DescribeOptions): DescriptionRow[] {
  const { parameterValues, parameterOrigins } = execution;
  const told = allParameters === true ? Object.entries(parameterValues) : setParameters(execution);
  return told.map(([name, value]) => {
    const unit = unitOf(definition, name);
    const origin = parameterOrigins[name];
    return {
      name: shortened(name, 100),
      value: valueText(value, 500) + (unit === undefined ? "" : ` ${unit}`),
      ...(origin === undefined ? {} : { detail: originText(origin) }),
    };
  });
}

/** As the definition's schema has it. */
export function unitOf(definition: DescribeOptions["definition"], name: string): string | undefined {
  const properties = definition?.parameterSchema.properties as Record<string, { unit?: unknown }> | undefined;
  const unit = properties?.[name]?.unit;
  return typeof unit === "string" ? shortened(unit, 30) : undefined;
}

/** Of all parameters that have one. */
export function unitsOf(definition: NonNullable<DescribeOptions["definition"]>): Record<string, string> {
  const names = Object.keys((definition.parameterSchema.properties ?? {}) as object);
  return Object.fromEntries(
    names.flatMap((name) => {
      const unit = unitOf(definition, name);
      return unit === undefined ? [] : [[name, unit]];
    }),
  );
}

/** Where a value was written: `stf.toml:12 [parameters]`. Lines are one-based, as people count. */
export function originText(origin: ValueOrigin): string {
  if (origin.from !== "file") return origin.from;
  const file = origin.uri.split(/[\\/]/).at(-1) ?? origin.uri;
  return `${shortened(file, 100)}:${String(origin.line + 1)} [${shortened(origin.table, 60)}]`;
}

function metrics({ performanceMetrics }: WorkflowExecution): DescriptionRow[] {
  if (performanceMetrics === null) return [];
  const { counts, timeInState, events, eventsPerSecond, wallTimeMs, peakMemoryBytes, droppedRecords } =
    performanceMetrics;
  const rows: DescriptionRow[] = [];
  for (const [name, total] of Object.entries(counts).slice(0, 50)) {
    rows.push({ name: shortened(name, 100), value: groupedNumber(total) });
  }
  rows.push({
    name: "events",
    value: groupedNumber(events),
    detail: `${groupedNumber(Math.round(eventsPerSecond))} per second`,
  });
  rows.push({ name: "wall time", value: elapsedText(wallTimeMs) });
  if (peakMemoryBytes > 0) rows.push({ name: "peak memory", value: `${(peakMemoryBytes / 2 ** 20).toFixed(1)} MiB` });
  if (droppedRecords > 0) rows.push({ name: "records not kept", value: groupedNumber(droppedRecords) });
  for (const [state, seconds] of Object.entries(timeInState).slice(0, 50)) {
    rows.push({ name: shortened(state, 100), value: simulatedText(seconds) });
  }
  return rows;
}

function environment({ executionEnvironment: machine, traceHash }: WorkflowExecution): DescriptionRow[] {
  const rows: DescriptionRow[] = [
    { name: "host", value: `${shortened(machine.host, 100)} (${shortened(machine.platform, 50)})` },
    { name: "node", value: shortened(machine.node, 50), detail: `engine ${shortened(machine.engine, 50)}` },
  ];
  if (machine.gitCommit !== null) {
    const dirty = machine.gitDirty === true ? { detail: "with uncommitted changes" } : {};
    rows.push({ name: "git", value: machine.gitCommit.slice(0, 12), ...dirty });
  }
  if (traceHash !== null) rows.push({ name: "trace hash", value: traceHash.slice(0, 16) });
  return rows;
}
