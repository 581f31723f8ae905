import type { ParameterValue, ParameterValues, ValueOrigin, ValueOrigins } from "../model/index.ts";

/** Executions that one configuration may ask for, replications included: more are a slip, or work for a script. */
export const mostExecutions = 10_000;

/** A parameter with several values, each tried with every combination of the others'; with those of its own group one by one. */
export interface SweptParameter {
  readonly key: string;
  /** Parameters of one group vary together: the first value of each, then the second of each. */
  readonly group?: string;
  readonly values: readonly ParameterValue[];
  /** Where each of the values stands. */
  readonly origins: readonly ValueOrigin[];
}

/** One combination of a sweep's values. */
export interface SweepPoint {
  /** The swept parameters alone. */
  readonly swept: ParameterValues;
  readonly parameters: ParameterValues;
  readonly origins: ValueOrigins;
}

/** What has been put together for one execution, and what is tried beyond it. */
export interface Swept {
  readonly parameters: ParameterValues;
  readonly origins: ValueOrigins;
  readonly sweep: readonly SweptParameter[];
}

/** How many executions a configuration asks for. */
export function executionsOf({
  sweep,
  run,
}: Pick<Swept, "sweep"> & { readonly run: { readonly replications?: number } }): number {
  return axesOf(sweep).reduce((product, axis) => product * lengthOf(axis), run.replications ?? 1);
}

/** What varies by itself: a parameter alone, or those of a group; in the order of the first of each. */
export function axesOf(sweep: readonly SweptParameter[]): SweptParameter[][] {
  // No group is named like a parameter: such a table is that parameter's range.
  return [...Map.groupBy(sweep, ({ key, group }) => group ?? key).values()];
}

/** The parameters that vary together with one. */
export function togetherWith(key: string, sweep: readonly SweptParameter[]): string[] {
  const group = sweep.find((each) => each.key === key)?.group;
  if (group === undefined) return [];
  return sweep.filter((each) => each.group === group && each.key !== key).map((each) => each.key);
}

/** A group whose lists are not equally long is refused; until then the shortest counts. */
function lengthOf(axis: readonly SweptParameter[]): number {
  return Math.min(...axis.map(({ values }) => values.length));
}

/** Every combination, the last parameter (or group) changing fastest; without a sweep the one there is. */
export function sweepPoints({ parameters, origins, sweep }: Swept): SweepPoint[] {
  let points: SweepPoint[] = [{ swept: {}, parameters, origins }];
  for (const axis of axesOf(sweep)) {
    const steps = Array.from({ length: lengthOf(axis) }, (_, index) => ({
      values: Object.fromEntries(axis.map(({ key, values }) => [key, values[index]!])),
      origins: Object.fromEntries(axis.map(({ key, origins: places }) => [key, places[index]!])),
    }));
    points = points.flatMap((point) =>
      steps.map((step) => ({
        swept: { ...point.swept, ...step.values },
        parameters: { ...point.parameters, ...step.values },
        origins: { ...point.origins, ...step.origins },
      })),
    );
  }
  return points;
}
