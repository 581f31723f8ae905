import type { JsonObject } from "../model/index.ts";
import { intervalEnd, StateColours, type Timeline, themes } from "../timeline/index.ts";

export interface ComparisonOptions {
  readonly title?: string;
  /** Pixels of the time axis. Default 620. */
  readonly width?: number;
}

/**
 * The state timelines of several executions one below the other on a shared time axis, in the order given and in the same
 * colours as in their own timelines. Keys are the labels of the rows: execution ids, or what tells them apart.
 *
 * @example comparisonSpec({ "1 period": await short.timeline(), "3 periods": await long.timeline() })
 */
export function comparisonSpec(
  timelines: Readonly<Record<string, Timeline>>,
  { title, width = 620 }: ComparisonOptions = {},
): JsonObject {
  const theme = themes.light;
  const colours = new StateColours(theme, ...Object.values(timelines));
  const range = new Map<string, string>();
  const values = Object.entries(timelines).flatMap(([row, timeline]) =>
    timeline.states.map((interval) => {
      const { state, substate, start } = interval;
      const key = substate === "" ? state : `${state} / ${substate}`;
      range.set(key, colours.substate(state, substate));
      const end = intervalEnd(interval, timeline);
      return { row, state: key, start, end, seconds: end - start };
    }),
  );
  const time = { type: "quantitative", title: "simulated time (s)", scale: { nice: false } };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: `States of ${Object.keys(timelines).join(", ")} on one time axis`,
    ...(title === undefined ? {} : { title: { text: title, anchor: "start" } }),
    data: { values },
    width,
    height: { step: 28 },
    mark: { type: "bar", tooltip: true, height: { band: 0.75 } },
    encoding: {
      x: { field: "start", ...time },
      x2: { field: "end" },
      y: { field: "row", type: "nominal", sort: null, title: null, axis: { labelLimit: 260 } },
      color: {
        field: "state",
        type: "nominal",
        scale: { domain: [...range.keys()], range: [...range.values()] },
        legend: { orient: "bottom", title: null, columns: 4 },
      },
    },
    config: { font: theme.font, view: { stroke: null } },
  };
}
