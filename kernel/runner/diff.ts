import type { Json, PerformanceMetrics, TraceBatch, WorkflowExecution } from "../model/index.ts";
import { firstDifference, type TraceDifference } from "./traceDifference.ts";

/** A value of two executions, side by side; undefined where one has none. */
export interface SideBySide {
  readonly name: string;
  readonly first: Json | undefined;
  readonly second: Json | undefined;
}

/** What two executions have in common and what not. */
export interface ExecutionDifference {
  /** Parameters whose values differ. */
  readonly parameters: readonly SideBySide[];
  /** How they were run: seed, until, versions, code. Only what differs. */
  readonly circumstances: readonly SideBySide[];
  /** Every metric that either has, counts and times in states included. */
  readonly metrics: readonly SideBySide[];
  /** Null when the traces are the same. */
  readonly trace: TraceDifference | null;
}

export interface TracedExecution {
  readonly execution: WorkflowExecution;
  readonly trace: Iterable<TraceBatch>;
}

export function diffExecutions(first: TracedExecution, second: TracedExecution): ExecutionDifference {
  const a = first.execution;
  const b = second.execution;
  return {
    parameters: differing(sideBySide(a.parameterValues, b.parameterValues)),
    circumstances: differing(sideBySide(circumstancesOf(a), circumstancesOf(b))),
    metrics: sideBySide(metricsOf(a.performanceMetrics), metricsOf(b.performanceMetrics)),
    trace: firstDifference(first.trace, second.trace),
  };
}

type Values = Readonly<Record<string, Json | undefined>>;

function sideBySide(first: Values, second: Values): SideBySide[] {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].map((name) => ({ name, first: first[name], second: second[name] }));
}

function differing(values: readonly SideBySide[]): SideBySide[] {
  return values.filter(({ first, second }) => JSON.stringify(first) !== JSON.stringify(second));
}

function circumstancesOf(execution: WorkflowExecution): Values {
  const { node, engine, gitCommit, gitDirty, host } = execution.executionEnvironment;
  return {
    workflow: execution.workflowName,
    version: execution.workflowVersion,
    definition: execution.definitionId,
    status: execution.status,
    end_reason: execution.endReason,
    seed: execution.runOptions.seed,
    until: execution.runOptions.until,
    engine,
    node,
    host,
    git_commit: gitCommit,
    git_dirty: gitDirty,
  };
}

function metricsOf(metrics: PerformanceMetrics | null): Values {
  if (metrics === null) return {};
  const { counts, timeInState, gaugeMeans = {}, ...figures } = metrics;
  const flat: Record<string, Json> = { ...figures };
  for (const [name, count] of Object.entries(counts)) flat[`count of ${name}`] = count;
  for (const [state, seconds] of Object.entries(timeInState)) flat[`seconds in ${state}`] = seconds;
  for (const [name, mean] of Object.entries(gaugeMeans)) flat[`mean of ${name}`] = mean;
  return flat;
}
