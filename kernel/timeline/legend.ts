import type { JsonObject } from "../model/index.ts";
import { labelWidth } from "./messageLabels.ts";
import type { TimelineTheme } from "./theme.ts";

/** Entries of the legend; with more states, bars' labels and tooltips have to do. */
const maximumLegend = 16;

/** Pixels of one entry's text. */
const legendLimit = 220;

/** Which names have a place in the legend: all of them, or with too many none. */
export function legendKeys(names: readonly string[]): readonly string[] {
  return names.length <= maximumLegend ? names : [];
}

/** The colour of a bar by its `key`, with a legend of `names`. */
export function colourByKey(
  colours: ReadonlyMap<string, string>,
  names: readonly string[],
  theme: TimelineTheme,
  plotWidth: number,
): JsonObject {
  const keys = legendKeys(names);
  return {
    field: "key",
    type: "nominal",
    scale: { domain: [...colours.keys()], range: [...colours.values()] },
    legend: keys.length === 0 ? null : { values: [...keys], columns: columnsOf(keys, theme, plotWidth) },
  };
}

export function legendConfig(theme: TimelineTheme): JsonObject {
  return {
    orient: "bottom",
    title: null,
    direction: "horizontal",
    symbolType: "square",
    symbolSize: 80,
    labelColor: theme.foreground,
    labelFontSize: theme.fontSize,
    labelLimit: legendLimit,
    columnPadding: 14,
    rowPadding: 3,
    padding: 0,
    offset: 6,
  };
}

/** As many entries beside each other as fit. Vega could find out, but too late for the height that it then needs. */
function columnsOf(keys: readonly string[], theme: TimelineTheme, plotWidth: number): number {
  const widest = Math.min(legendLimit, Math.max(...keys.map((key) => labelWidth(key, theme)))) + 30;
  return Math.max(1, Math.min(keys.length, Math.floor(plotWidth / widest)));
}
