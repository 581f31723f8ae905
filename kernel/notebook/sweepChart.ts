import type { JsonObject, ParameterValue } from "../model/index.ts";
import type { MeasuredSweep } from "./sweepFigures.ts";

export type SweepChart = JsonObject & { readonly description: string };

/** Figures that are drawn, the first of those that differ. */
const mostFigures = 6;
/** Lines that can be told apart by their colours. */
const mostLines = 12;

/**
 * How the figures of a sweep depend on its values: a small chart for each figure, over the numeric parameter with the most values, a
 * line for each combination of the others, but for those that vary together with it; of replications the mean, with its standard deviation on both sides.
 * Undefined where there is nothing to see: no numeric parameter, one point, too many lines, or figures that are all equal.
 *
 * @param unit of a parameter
 */
export function sweepChart(
  { points, keys, differing }: MeasuredSweep,
  unit: (key: string) => string | undefined,
): SweepChart | undefined {
  const valuesOf = (key: string) => new Set(points.map(({ swept }) => swept[key]));
  const numeric = keys.filter((key) => [...valuesOf(key)].every((value) => typeof value === "number"));
  const x = numeric.toSorted((a, b) => valuesOf(b).size - valuesOf(a).size)[0];
  if (x === undefined || valuesOf(x).size < 2 || differing.length === 0) return undefined;
  const varied = keys.filter((key) => key !== x && valuesOf(key).size > 1);
  // A line for each value of what has another value at each x would be a point.
  const { together = [], others = [] } = Object.groupBy(varied, (key) => {
    const numbersOf = [[x], [key], [x, key]].map((some) => combinationsOf(points, some));
    return new Set(numbersOf).size === 1 ? "together" : "others";
  });
  const line = (swept: Readonly<Record<string, ParameterValue>>) => others.map((key) => written(swept[key])).join(", ");
  if (new Set(points.map(({ swept }) => line(swept))).size > mostLines) return undefined;
  const figures = differing.slice(0, mostFigures);
  const values = points.flatMap(({ swept, figure }) =>
    figure === undefined
      ? []
      : figures.flatMap((name) => {
          const known = figure(name);
          if (known === undefined) return [];
          const { mean, deviation } = known;
          return [
            { figure: name, x: swept[x]!, line: line(swept), mean, from: mean - deviation, to: mean + deviation },
          ];
        }),
  );
  const unitOfX = unit(x);
  const titleOfX = [unitOfX === undefined ? x : `${x} (${unitOfX})`, ...together].join(", ");
  const position = {
    x: {
      field: "x",
      type: "quantitative",
      title: titleOfX,
      scale: { zero: false },
    },
    ...(others.length === 0 ? {} : { color: { field: "line", type: "nominal", sort: null, title: others.join(", ") } }),
  };
  const y = { type: "quantitative", title: null, scale: { zero: false } };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: `${figures.join(", ")} by ${keys.join(" and ")}`,
    data: { values },
    facet: { field: "figure", type: "nominal", sort: figures, title: null, header: { labelFontWeight: "bold" } },
    columns: 2,
    resolve: { scale: { y: "independent" }, axis: { x: "independent" } },
    spec: {
      width: 280,
      height: 150,
      encoding: position,
      layer: [
        { mark: { type: "rule" }, encoding: { y: { ...y, field: "from" }, y2: { field: "to" } } },
        { mark: { type: "line", point: true, tooltip: true }, encoding: { y: { ...y, field: "mean" } } },
      ],
    },
  };
}

function combinationsOf(points: MeasuredSweep["points"], keys: readonly string[]): number {
  return new Set(points.map(({ swept }) => JSON.stringify(keys.map((key) => swept[key] ?? null)))).size;
}

function written(value: ParameterValue | undefined): string {
  if (value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
