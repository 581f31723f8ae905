import type { ParameterValues, WorkflowExecution } from "../model/index.ts";
import { isMean, spreads } from "./replications.ts";
import type { Several } from "./severalOutput.ts";

/** What came of one combination of a sweep. */
export interface MeasuredPoint {
  readonly swept: ParameterValues;
  readonly executions: readonly WorkflowExecution[];
  readonly planned: number;
  readonly completed: number;
  /**
   * Undefined while none of its executions has completed. What is never counted was counted zero times, and a state that it never comes to
   * takes no time; a gauge that is never set has no mean.
   */
  readonly figure: ((name: string) => Figure | undefined) | undefined;
}

/** Over the executions that completed. */
export interface Figure {
  readonly mean: number;
  /** Standard deviation of the sample; zero for one execution. */
  readonly deviation: number;
}

export interface MeasuredSweep {
  readonly points: readonly MeasuredPoint[];
  /** Names of what tells the points apart. Of executions that nobody planned as a sweep not every point has a value of each. */
  readonly keys: readonly string[];
  /** Names of figures that are not the same for all points. */
  readonly differing: readonly string[];
  readonly equal: readonly string[];
}

/** The figures of a sweep, by combination. */
export function measureSweep({ points, planned }: Several): MeasuredSweep {
  const byPoint = Map.groupBy(planned, ({ point }) => point);
  const names = new Set<string>();
  const measured = points.map(({ swept }, index): MeasuredPoint => {
    const ofPoint = byPoint.get(index) ?? [];
    const executions = ofPoint.flatMap(({ execution }) => execution ?? []);
    const completed = executions.filter(({ status }) => status === "completed");
    const known = new Map(completed.length === 0 ? [] : spreads(completed).map((spread) => [spread.figure, spread]));
    for (const name of known.keys()) names.add(name);
    const figure = (name: string) => {
      const spread = known.get(name);
      if (spread === undefined) return isMean(name) ? undefined : { mean: 0, deviation: 0 };
      return { mean: spread.mean, deviation: spread["standard deviation"] };
    };
    return {
      swept,
      executions,
      planned: ofPoint.length,
      completed: completed.length,
      figure: completed.length === 0 ? undefined : figure,
    };
  });
  const texts = (name: string) =>
    measured.flatMap(({ figure }) => (figure ? [JSON.stringify(figure(name) ?? null)] : []));
  const isEqual = (name: string) => texts(name).length > 1 && new Set(texts(name)).size === 1;
  const { equal = [], differing = [] } = Object.groupBy(names, (name) => (isEqual(name) ? "equal" : "differing"));
  const keys = [...new Set(points.flatMap(({ swept }) => Object.keys(swept)))];
  return { points: measured, keys, equal, differing };
}
