import type { ParameterValues, WorkflowExecution } from "../model/index.ts";
import { measuredOf, type Spread, spreadOf } from "./figures.ts";
import type { Several } from "./severalOutput.ts";

/** What came of one combination of a sweep. */
export interface MeasuredPoint {
  readonly swept: ParameterValues;
  readonly executions: readonly WorkflowExecution[];
  readonly planned: number;
  readonly completed: number;
  /** Undefined while none of its executions has completed. */
  readonly figure: ((name: string) => Figure | undefined) | undefined;
}

/** Over the executions that completed. */
export type Figure = Pick<Spread, "mean" | "deviation">;

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
  const figures = measuredOf(
    planned.flatMap(({ execution }) => (execution?.status === "completed" ? [execution] : [])),
  );
  const measured = points.map(({ swept }, index): MeasuredPoint => {
    const ofPoint = byPoint.get(index) ?? [];
    const executions = ofPoint.flatMap(({ execution }) => execution ?? []);
    const completed = executions.filter(({ status }) => status === "completed");
    const known = new Map(figures.map((each) => [each.name, spreadOf(each, completed)]));
    return {
      swept,
      executions,
      planned: ofPoint.length,
      completed: completed.length,
      figure: completed.length === 0 ? undefined : (name) => known.get(name),
    };
  });
  const isEqual = (name: string) => {
    const texts = measured.flatMap(({ figure }) => {
      const { mean, deviation } = figure?.(name) ?? {};
      return figure === undefined ? [] : [JSON.stringify([mean, deviation])];
    });
    return texts.length > 1 && new Set(texts).size === 1;
  };
  const { equal = [], differing = [] } = Object.groupBy(
    figures.map(({ name }) => name),
    (name) => (isEqual(name) ? "equal" : "differing"),
  );
  const keys = [...new Set(points.flatMap(({ swept }) => Object.keys(swept)))];
  return { points: measured, keys, equal, differing };
}
