import type { ParameterValue, ParameterValues, ValueOrigin, ValueOrigins } from "../model/index.ts";

/** Executions that one configuration may ask for, replications included: more are a slip, or work for a script. */
export const mostExecutions = 10_000;

/** A parameter with several values, each tried with every combination of the others'. */
export interface SweptParameter {
  readonly key: string;
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
  return sweep.reduce((product, { values }) => product * values.length, run.replications ?? 1);
}

/** Every combination, the last parameter changing fastest; without a sweep the one there is. */
export function sweepPoints({ parameters, origins, sweep }: Swept): SweepPoint[] {
  let points: SweepPoint[] = [{ swept: {}, parameters, origins }];
  for (const { key, values, origins: places } of sweep) {
    points = points.flatMap((point) =>
      values.map((value, index) => ({
        swept: { ...point.swept, [key]: value },
        parameters: { ...point.parameters, [key]: value },
        origins: { ...point.origins, [key]: places[index]! },
      })),
    );
  }
  return points;
}
