import { ownValue, type RunOptions, type WorkflowExecution } from "../model/index.ts";

/** The run options of each replication. The first has the seed itself, so that it can be found again as a single execution. */
export function replicationRuns(run: RunOptions & { readonly seed: number }, count: number): RunOptions[] {
  return Array.from({ length: count }, (_, index) => ({ ...run, seed: replicationSeed(run.seed, index) }));
}

/**
 * A seed of 32 bits that depends on the first one and the index alone; neighbours share nothing (the finaliser of MurmurHash3, which maps no two
 * numbers to one: two replications with one seed would be one).
 */
export function replicationSeed(seed: number, index: number): number {
  if (index === 0) return seed;
  let mixed = (seed ^ Math.imul(index, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export interface Spread {
  readonly figure: string;
  readonly mean: number;
  /** Standard deviation of the sample; zero for one value. */
  readonly "standard deviation": number;
  readonly least: number;
  readonly most: number;
}

/** Mean and spread of simulated end, counts, means of gauges and time in each state, over executions that ended. */
export function spreads(executions: readonly WorkflowExecution[]): Spread[] {
  const metrics = executions.flatMap(({ performanceMetrics }) => performanceMetrics ?? []);
  const counts = [...new Set(metrics.flatMap((each) => Object.keys(each.counts)))];
  const gauges = [...new Set(metrics.flatMap((each) => Object.keys(each.gaugeMeans ?? {})))];
  const states = [...new Set(metrics.flatMap((each) => Object.keys(each.timeInState)))];
  return [
    spread(
      "simulated end (s)",
      metrics.map((each) => each.simulatedEndTime),
    ),
    ...counts.map((name) =>
      spread(
        name,
        metrics.map((each) => ownValue(each.counts, name) ?? 0),
      ),
    ),
    // A gauge that an execution never set has no mean there, which is not a mean of zero.
    ...gauges.map((name) =>
      spread(
        `${meanOf}${name}`,
        metrics.flatMap((each) => ownValue(each.gaugeMeans, name) ?? []),
      ),
    ),
    ...states.map((name) =>
      spread(
        `time in ${name} (s)`,
        metrics.map((each) => ownValue(each.timeInState, name) ?? 0),
      ),
    ),
  ];
}

const meanOf = "mean ";

/** Is this figure the mean of a gauge? */
export function isMean(figure: string): boolean {
  return figure.startsWith(meanOf);
}

function spread(figure: string, values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return { figure, mean, "standard deviation": deviation, least: Math.min(...values), most: Math.max(...values) };
}

/** Six digits are plenty for reading. */
export function significant(value: number): number {
  return Number(value.toPrecision(6));
}
