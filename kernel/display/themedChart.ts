import type { Json, JsonObject } from "../model/index.ts";
import { isObject } from "../notebook/document.ts";

export type ChartLanguage = "vega" | "vega-lite";

/** What a chart takes from the page that it stands on. */
export interface ChartColours {
  readonly ink: string;
  readonly line: string;
  readonly font: string;
}

/**
 * Settings of a Vega or Vega-Lite specification that says nothing of its colours: what would be black, and is not to be seen on a dark
 * page. What it says itself comes first, setting by setting.
 */
export function chartConfig(
  { ink, line, font }: ChartColours,
  given: Json | undefined,
  language: ChartLanguage,
): JsonObject {
  const words = { labelColor: ink, titleColor: ink };
  const own: JsonObject = {
    font,
    axis: { ...words, gridColor: line, domainColor: line, tickColor: line },
    legend: words,
    header: words,
    title: { color: ink, subtitleColor: ink },
    view: { stroke: line },
    ...(language === "vega"
      ? { text: { fill: ink }, rule: { stroke: ink } }
      : // A mark's own `color` gives way to a `fill` from here.
        { text: { color: ink }, rule: { color: ink } }),
  };
  if (!isObject(given)) return own;
  const merged = Object.entries(given).map(([name, value]): [string, Json] => {
    const before = own[name];
    return [name, isObject(before) && isObject(value) ? { ...before, ...value } : value];
  });
  return { ...own, ...Object.fromEntries(merged) };
}

/** A Vega-Lite specification in the colours of its page, of a size that fits there unless it has its own. */
export function themedChart(spec: JsonObject, colours: ChartColours): JsonObject {
  // Of several charts side by side, each has a size.
  const size = "mark" in spec || "layer" in spec ? { width: 600, height: 280 } : {};
  return { ...size, background: "transparent", ...spec, config: chartConfig(colours, spec.config, "vega-lite") };
}
