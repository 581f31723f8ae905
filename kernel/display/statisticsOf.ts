import type { Json } from "../model/index.ts";
import { Tally } from "../sim/monitors/tally.ts";
import { type ExecutionColumns, rowsOf } from "./columns.ts";
import { requireColumn } from "./requireColumn.ts";

export interface StatisticsOptions {
  /** The column whose numbers are summed up. */
  readonly of: string;
  /** Columns: executions with the same values in them are one group. Default: all are one. */
  readonly by?: readonly string[];
}

/**
 * What many executions come to: for each group its values of `by` (of a parameter that is called like a figure as `parameter_<name>`), and `n`, `mean`, `standard_deviation` (of a sample), `min`, `median` and `max` of a column,
 * in the order in which the groups come. `n` counts the executions that have a number there; where it is too small for a figure, that is null.
 *
 * @throws RangeError when a column does not exist.
 * @example console.table(rowsOf(statisticsOf(columnsOf(sweep), { of: "count_stf", by: ["stf_interval"] })))
 */
export function statisticsOf(columns: ExecutionColumns, { of, by = [] }: StatisticsOptions): ExecutionColumns {
  for (const name of [of, ...by]) requireColumn(columns, name);
  const groups = new Map<string, Group>();
  for (const row of rowsOf(columns)) {
    const values = by.map((name) => row[name]!);
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { values, tally: new Tally() };
    groups.set(key, group);
    const value = row[of];
    if (typeof value === "number") group.tally.record(value);
  }
  const found = [...groups.values()];
  const figures = Object.entries(figuresOf).map(([name, figure]) => {
    return [name, found.map(({ tally }) => orNull(figure(tally)))] as const;
  });
  return {
    ...Object.fromEntries(by.map((name, at) => [columnOf(name), found.map(({ values }) => values[at]!)])),
    ...Object.fromEntries(figures),
  };
}

interface Group {
  readonly values: readonly Json[];
  readonly tally: Tally;
}

const figuresOf: Readonly<Record<string, (tally: Tally) => number>> = {
  n: ({ count }) => count,
  mean: ({ mean }) => mean,
  standard_deviation: ({ standardDeviation }) => standardDeviation,
  min: ({ min }) => min,
  median: (tally) => tally.quantile(0.5),
  max: ({ max }) => max,
};

/** As `columnsOf` names a parameter that is called like another column. */
function columnOf(name: string): string {
  return Object.hasOwn(figuresOf, name) ? `parameter_${name}` : name;
}

/** JSON, and so a chart, has no `NaN`. */
function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
