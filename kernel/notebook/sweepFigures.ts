import type { ParameterValues, WorkflowExecution } from "../model/index.ts";
import { spreads } from "./replications.ts";
import type { Several } from "./severalOutput.ts";

/** What came of one combination of a sweep. */
export interface MeasuredPoint {
  readonly swept: ParameterValues;
  readonly executions: readonly WorkflowExecution[];
  readonly completed: number;
  /** Undefined while none of its executions has completed. A state that it never comes to takes no time. */
  readonly figure: ((name: string) => Figure) | undefined;
}

/** Over the executions that completed. */
export interface Figure {
  readonly mean: number;
  /** Standard deviation of the sample; zero for one execution. */
  readonly deviation: number;
}

export interface MeasuredSweep {
  readonly points: readonly MeasuredPoint[];
  /** Names of figures that are not the same for all points. */
  readonly differing: readonly string[];
  readonly equal: readonly string[];
}

/** The figures of a sweep, by combination. */
export function measureSweep({ points, planned }: Several): MeasuredSweep {
  const byPoint = Map.groupBy(planned, ({ point }) => point);
  const names = new Set<string>();
  const measured = points.map(({ swept }, index): MeasuredPoint => {
    const executions = (byPoint.get(index) ?? []).flatMap(({ execution }) => execution ?? []);
    const completed = executions.filter(({ status }) => status === "completed");
    const known = new Map(completed.length === 0 ? [] : spreads(completed).map((spread) => [spread.figure, spread]));
    for (const name of known.keys()) names.add(name);
    const figure = (name: string) => {
      const { mean = 0, "standard deviation": deviation = 0 } = known.get(name) ?? {};
      return { mean, deviation };
    };
    return { swept, executions, completed: completed.length, figure: completed.length === 0 ? undefined : figure };
  });
  const texts = (name: string) => measured.flatMap(({ figure }) => (figure ? [JSON.stringify(figure(name))] : []));
  const isEqual = (name: string) => texts(name).length > 1 && new Set(texts(name)).size === 1;
  const { equal = [], differing = [] } = Object.groupBy(names, (name) => (isEqual(name) ? "equal" : "differing"));
  return { points: measured, equal, differing };
}
