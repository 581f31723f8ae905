import { ownValue, type PerformanceMetrics, type WorkflowExecution } from "../model/index.ts";

/** Something that is measured of each execution, and may differ between them. */
export interface Measured {
  /** No other one of the same executions is called so. */
  readonly name: string;
  /** Undefined where there is none, which is not zero. */
  readonly of: (execution: WorkflowExecution) => number | undefined;
}

/**
 * What can be told of executions that completed: simulated end, counts, means of gauges and seconds in each state. What an execution never
 * counted, and others of its workflow did, it counted zero times; so with states. A gauge that was never set has no mean.
 */
export function measuredOf(executions: readonly WorkflowExecution[]): Measured[] {
  const known = executions.flatMap(({ workflowName, performanceMetrics: metrics }) =>
    metrics === null ? [] : [{ workflowName, metrics }],
  );
  /** The names in a part of the metrics, each with the workflows that have it. */
  const namesIn = (part: Part) => {
    const names = new Map<string, Set<string>>();
    for (const { workflowName, metrics } of known)
      for (const name of Object.keys(metrics[part] ?? {}))
        names.set(name, (names.get(name) ?? new Set()).add(workflowName));
    return [...names];
  };
  const sumsIn = (part: Part, called: (name: string) => string) =>
    namesIn(part).map(([name, workflows]): Measured => {
      const zeroOf = (workflow: string) => (workflows.has(workflow) ? 0 : undefined);
      return {
        name: called(name),
        of: ({ workflowName, performanceMetrics: metrics }) =>
          metrics === null ? undefined : (ownValue(metrics[part], name) ?? zeroOf(workflowName)),
      };
    });
  const end: Measured = {
    name: "simulated end (s)",
    of: ({ performanceMetrics }) => performanceMetrics?.simulatedEndTime,
  };
  const means = namesIn("gaugeMeans").map(
    ([name]): Measured => ({
      name: `mean ${name}`,
      of: ({ performanceMetrics }) => ownValue(performanceMetrics?.gaugeMeans, name),
    }),
  );
  const times = sumsIn("timeInState", (state) => `time in ${state} (s)`);
  // A count may be called like one of the others.
  const taken = new Set([end, ...means, ...times].map(({ name }) => name));
  const counts = sumsIn("counts", (name) => (taken.has(name) ? `${name} (count)` : name));
  return known.length === 0 ? [] : [end, ...counts, ...means, ...times];
}

type Part = keyof Pick<PerformanceMetrics, "counts" | "gaugeMeans" | "timeInState">;

/** Over executions that completed. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation of the sample; zero for one value. */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

/** Undefined where no execution has a value. */
export function spreadOf({ of }: Measured, executions: readonly WorkflowExecution[]): Spread | undefined {
  const values = executions.map(of).filter((value) => value !== undefined);
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return { mean, deviation, least: Math.min(...values), most: Math.max(...values) };
}
