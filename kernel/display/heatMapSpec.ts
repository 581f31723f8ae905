import type { JsonObject } from "../model/index.ts";
import { type ExecutionColumns, rowsOf } from "./columns.ts";
import { requireColumn } from "./requireColumn.ts";

export interface HeatMapOptions {
  /** Columns: of the horizontal axis, of the vertical axis, and of the value that is shown as a colour and a number. */
  readonly x: string;
  readonly y: string;
  readonly colour: string;
  readonly title?: string;
}

/**
 * A heat map of a sweep over two parameters: one field for each pair of values, with the mean where several executions share it.
 *
 * @throws RangeError when a column does not exist.
 * @example heatMapSpec(columnsOf(sweep), { x: "stf_interval", y: "stf_generation_time", colour: "count_stf" })
 */
export function heatMapSpec(columns: ExecutionColumns, { x, y, colour, title }: HeatMapOptions): JsonObject {
  for (const name of [x, y, colour]) requireColumn(columns, name);
  const fields = rowsOf(columns).map((row) => ({ [x]: row[x]!, [y]: row[y]!, [colour]: row[colour]! }));
  const mean = { field: colour, aggregate: "mean", type: "quantitative" };
  const position = {
    x: { field: x, type: "ordinal", axis: { labelAngle: 0 } },
    y: { field: y, type: "ordinal", sort: "descending" },
  };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: `${colour} by ${x} and ${y}`,
    ...(title === undefined ? {} : { title: { text: title, anchor: "start" } }),
    data: { values: fields },
    width: { step: 64 },
    height: { step: 40 },
    encoding: position,
    layer: [
      {
        mark: { type: "rect", stroke: "white", tooltip: true },
        encoding: { color: { ...mean, title: colour, scale: { scheme: "viridis" } } },
      },
      {
        mark: { type: "text", fontSize: 12, stroke: "white", strokeWidth: 3, strokeJoin: "round", aria: false },
        encoding: { text: { ...mean, format: ",.4~g" } },
      },
      { mark: { type: "text", fontSize: 12, color: "black" }, encoding: { text: { ...mean, format: ",.4~g" } } },
    ],
  };
}
