import type { Json, JsonObject } from "../model/index.ts";
import { isObject } from "../notebook/document.ts";

/** What a chart takes from the page that it stands on. */
export interface ChartColours {
  readonly ink: string;
  readonly line: string;
  readonly font: string;
}

/** Settings of a Vega or Vega-Lite specification that says nothing of its colours; what it says itself comes first. */
export function chartConfig({ ink, line, font }: ChartColours, given: Json | undefined): JsonObject {
  const axis = { labelColor: ink, titleColor: ink, gridColor: line, domainColor: line, tickColor: line };
  return {
    font,
    axis,
    legend: { labelColor: ink, titleColor: ink },
    header: { labelColor: ink, titleColor: ink },
    title: { color: ink, subtitleColor: ink },
    view: { stroke: line },
    ...(isObject(given) ? given : {}),
  };
}

/** A Vega-Lite specification in the colours of its page, of a size that fits there unless it has its own. */
export function themedChart(spec: JsonObject, colours: ChartColours): JsonObject {
  // Of several charts side by side, each has a size.
  const size = "mark" in spec || "layer" in spec ? { width: 600, height: 280 } : {};
  return { ...size, background: "transparent", ...spec, config: chartConfig(colours, spec.config) };
}
