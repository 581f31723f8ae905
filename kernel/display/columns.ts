import type { Json, ParameterValues, WorkflowExecution } from "../model/index.ts";

/** A table by columns: every column has one value for each execution, null where it has none. */
export type ExecutionColumns = Readonly<Record<string, readonly Json[]>>;

/**
 * Executions as columns, for tables and charts. There are `execution_id`, `workflow`, `status`, `end_reason`, `start_time` (ISO 8601, UTC),
 * `simulated_end_time` (seconds), `events`, `wall_time_ms` and `seed`; each count as `count_<name>`; the mean of each gauge over simulated time,
 * and so the utilisation of each monitored resource, as `mean_<name>`; the simulated seconds in each state as `time_<state>` or `time_<state>_<substate>`;
 * each parameter under its own name, or as `parameter_<name>` where another column has that name. What an execution that has ended never
 * counted, and others of its workflow did, it counted zero times; so with states. All else that an execution does not have is null.
 *
 * @example columnsOf(await executions({ workflowName: "stf_processing" })).count_stf
 */
export function columnsOf(
  executions: Iterable<WorkflowExecution | { readonly record: WorkflowExecution }>,
): ExecutionColumns {
  const records = recordsOf(executions);
  const taken = new Set(records.flatMap((record) => Object.keys({ ...factsOf(record), ...figuresOf(record) })));
  const zeros = new Map(
    [...Map.groupBy(records, ({ workflowName }) => workflowName)].map(([name, its]) => [name, zerosOf(its)]),
  );
  const rows = records.map((record) => {
    const { workflowName, performanceMetrics: metrics } = record;
    const never = metrics === null ? {} : zeros.get(workflowName)!;
    return { ...factsOf(record), ...parametersOf(record, taken), ...never, ...figuresOf(record) };
  });
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

/** The records alone, of whichever of the two. */
export function recordsOf(
  executions: Iterable<WorkflowExecution | { readonly record: WorkflowExecution }>,
): WorkflowExecution[] {
  return Array.from(executions, (given) => ("record" in given ? given.record : given));
}

/** The same table by rows, as Vega-Lite's `data.values` and `console.table` want it. */
export function rowsOf(columns: ExecutionColumns): Record<string, Json>[] {
  const names = Object.keys(columns);
  const length = Math.max(0, ...names.map((name) => columns[name]!.length));
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, columns[name]![row] ?? null])),
  );
}

function factsOf(execution: WorkflowExecution): Record<string, Json> {
  const { performanceMetrics: metrics } = execution;
  return {
    execution_id: execution.executionId,
    workflow: execution.workflowName,
    status: execution.status,
    end_reason: execution.endReason,
    start_time: execution.startTime,
    simulated_end_time: execution.simulatedEndTime,
    events: metrics?.events ?? null,
    wall_time_ms: metrics?.wallTimeMs ?? null,
    seed: execution.runOptions.seed,
  };
}

function figuresOf(execution: WorkflowExecution): Record<string, Json> {
  const { counts = {}, gaugeMeans = {}, timeInState = {} } = execution.performanceMetrics ?? {};
  return {
    ...prefixed("count_", counts),
    ...prefixed("mean_", gaugeMeans),
    ...prefixed("time_", timeInState),
  };
}

/** Of what adds up: a gauge that was never set has no mean, which is not a mean of zero. */
function zerosOf(executions: readonly WorkflowExecution[]): Record<string, Json> {
  const names = executions.flatMap((execution) => {
    const { counts = {}, timeInState = {} } = execution.performanceMetrics ?? {};
    return Object.keys({ ...prefixed("count_", counts), ...prefixed("time_", timeInState) });
  });
  return Object.fromEntries(names.map((name) => [name, 0]));
}

/** Parameters are called as they like, also `status` or `events`. */
function parametersOf({ parameterValues }: WorkflowExecution, taken: ReadonlySet<string>): Record<string, Json> {
  const named = Object.entries(prefixed("", parameterValues));
  return Object.fromEntries(named.map(([name, value]) => [taken.has(name) ? `parameter_${name}` : name, value]));
}

/** A `/` or `.` in a column's name would be read as a path by Vega and others. */
function prefixed(prefix: string, values: ParameterValues): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${name.replaceAll(/[^\p{L}\p{N}_]/gu, "_")}`, value]),
  );
}
