import type { Json, WorkflowExecution } from "../../model/index.ts";

/** How many executions can be compared: more than a screen is wide serve nobody. */
export const mostCompared = 20;

/** Executions side by side: one column each, the first is what the others are compared with. */
export interface Comparison {
  readonly executionIds: readonly string[];
  readonly rows: readonly ComparisonRow[];
}

export const comparisonSections = ["execution", "run option", "parameter", "metric", "environment"] as const;
export type ComparisonSection = (typeof comparisonSections)[number];

export interface ComparisonRow {
  readonly section: ComparisonSection;
  readonly name: string;
  /** Such as `s`; absent where there is none or nobody knows. */
  readonly unit?: string;
  /** One per execution; undefined where an execution has none. */
  readonly values: readonly (Json | undefined)[];
  readonly differs: boolean;
  /** Of metrics, to the first execution's: value minus first, value by first. Null where that has no meaning, as it comes through JSON. */
  readonly differences?: readonly (number | null)[];
  readonly ratios?: readonly (number | null)[];
}

export interface ComparisonOptions {
  /** Also what is the same in all. Default false: parameters and environment that differ; metrics always. */
  readonly all?: boolean;
  /** Of parameters, by name. */
  readonly units?: Readonly<Record<string, string>>;
  /** How times are written: for people, such as `fullTime`. Default: as recorded, ISO 8601 in UTC, for files that are passed on. */
  readonly timeText?: (iso: string) => string;
}

/** Compares two to twenty executions (or any number). */
export function compareExecutions(
  executions: readonly WorkflowExecution[],
  { all = false, units = {}, timeText = (iso) => iso }: ComparisonOptions = {},
): Comparison {
  const unitOf = new Map(Object.entries(units));
  const rows = [
    ...rowsOf("execution", executions, (e) => ({ ...executionFacts(e), started: timeText(e.startTime) })),
    ...rowsOf("run option", executions, (e) => ({ ...e.runOptions })),
    ...rowsOf("parameter", executions, (e) => ({ ...e.parameterValues })).map((row) =>
      withUnit(row, unitOf.get(row.name)),
    ),
    ...rowsOf("metric", executions, metricFacts)
      .map(withDifferences)
      .map((row) => withUnit(row, metricUnit(row.name))),
    ...rowsOf("environment", executions, environmentFacts),
  ];
  return {
    executionIds: executions.map(({ executionId }) => executionId),
    rows: rows.filter(({ section, differs }) => all || differs || section === "metric"),
  };
}

function rowsOf(
  section: ComparisonSection,
  executions: readonly WorkflowExecution[],
  facts: (execution: WorkflowExecution) => Readonly<Record<string, Json | undefined>>,
): ComparisonRow[] {
  const columns = executions.map((execution) => new Map(Object.entries(facts(execution))));
  const names = new Set(columns.flatMap((column) => [...column.keys()]));
  return [...names].map((name) => {
    const values = columns.map((column) => column.get(name));
    const texts = new Set(values.map((value) => JSON.stringify(value)));
    return { section, name, values, differs: texts.size > 1 };
  });
}

function executionFacts(execution: WorkflowExecution): Record<string, Json> {
  const { workflowName, workflowVersion, definitionId, status, endReason, startTime, errorMessage, traceHash } =
    execution;
  return {
    workflow: workflowName,
    version: workflowVersion,
    definition: definitionId,
    status,
    "end reason": endReason,
    started: startTime,
    error: errorMessage,
    "trace hash": traceHash,
  };
}

function metricFacts({ performanceMetrics, simulatedEndTime }: WorkflowExecution): Record<string, Json> {
  if (performanceMetrics === null) return simulatedEndTime === null ? {} : { "simulated end time": simulatedEndTime };
  const {
    counts,
    timeInState,
    gaugeMeans = {},
    events,
    eventsPerSecond,
    wallTimeMs,
    peakMemoryBytes,
    records,
  } = performanceMetrics;
  return {
    "simulated end time": performanceMetrics.simulatedEndTime,
    ...prefixed("count", counts),
    ...prefixed("time in", timeInState),
    ...prefixed("mean of", gaugeMeans),
    events,
    records,
    "records not kept": performanceMetrics.droppedRecords,
    "wall time": wallTimeMs,
    "events per second": eventsPerSecond,
    "peak memory": peakMemoryBytes,
  };
}

function metricUnit(name: string): string | undefined {
  if (name === "simulated end time" || name.startsWith("time in ")) return "s";
  if (name === "wall time") return "ms";
  return name === "peak memory" ? "bytes" : undefined;
}

function environmentFacts({ executionEnvironment }: WorkflowExecution): Record<string, Json> {
  const { host, user, node, engine, platform, gitCommit, gitDirty } = executionEnvironment;
  return { host, user, node, engine, platform, "git commit": gitCommit, "uncommitted changes": gitDirty };
}

function prefixed(prefix: string, record: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix} ${name}`, value]));
}

function withUnit(row: ComparisonRow, unit: string | undefined): ComparisonRow {
  return unit === undefined ? row : { ...row, unit };
}

function withDifferences(row: ComparisonRow): ComparisonRow {
  const [first] = row.values;
  const numbers = row.values.map((value) => (typeof value === "number" ? value : null));
  if (typeof first !== "number") return row;
  return {
    ...row,
    differences: numbers.map((value) => (value === null ? null : value - first)),
    ratios: numbers.map((value) => (value === null || first === 0 ? null : value / first)),
  };
}
