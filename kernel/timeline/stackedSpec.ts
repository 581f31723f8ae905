import type { JsonObject } from "../model/index.ts";
import { intervalEnd, type Timeline } from "../summary/timeline.ts";
import { inkOn, StateColours } from "./colours.ts";
import { labelWidth, shortened } from "./messageLabels.ts";
import { stateKey } from "./rows.ts";
import { shortSeconds, spokenSeconds } from "./seconds.ts";
import { type ThemeName, type TimelineTheme, themeFrom } from "./theme.ts";

export interface NamedTimeline {
  /** Such as the execution id. */
  readonly name: string;
  readonly timeline: Timeline;
}

const rowHeight = 26;
const gap = 6;

/** Bars of one execution; beyond, the timelines' own merging has to be coarser before they are compared. */
const maximumBars = 1000;

/**
 * The states of several executions below each other on one time axis, in the same colours: where they part is seen at once.
 * As one view, like a single timeline, so that it can be as wide as its container.
 */
export function stackedTimelineSpec(
  timelines: readonly NamedTimeline[],
  options: { readonly theme?: ThemeName | TimelineTheme; readonly width?: number | "container" } = {},
): JsonObject {
  const theme = themeFrom(options.theme ?? "light");
  const colours = new StateColours(theme, ...timelines.map(({ timeline }) => timeline));
  const bars = timelines.flatMap(({ name, timeline }, row) =>
    timeline.states.slice(0, maximumBars).map((interval) => {
      const end = intervalEnd(interval, timeline);
      const key = shortened(stateKey(interval.state, interval.substate), 60);
      const fill = colours.substate(interval.state, interval.substate);
      return {
        start: interval.start,
        end,
        y: row * (rowHeight + gap),
        y2: row * (rowHeight + gap) + rowHeight,
        key,
        ink: inkOn(fill),
        need: labelWidth(key, theme) + 6,
        execution: shortened(name, 120),
        from: shortSeconds(interval.start),
        to: shortSeconds(end),
        duration: spokenSeconds(end - interval.start),
      };
    }),
  );
  const names = timelines.map(({ name }, row) => ({
    text: shortened(name, 36),
    y: row * (rowHeight + gap) + rowHeight / 2,
  }));
  const range = new Map<string, string>();
  for (const { timeline } of timelines) {
    for (const { state, substate } of timeline.states) {
      range.set(shortened(stateKey(state, substate), 60), colours.substate(state, substate));
    }
  }
  const x = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    scale: { zero: false, nice: false },
    axis: {
      title: null,
      grid: false,
      labelExpr: "format(datum.value, ',~f') + ' s'",
      labelColor: theme.muted,
      tickColor: theme.track,
      domainColor: theme.track,
    },
  });
  const y: JsonObject = { field: "y", type: "quantitative", scale: null, axis: null };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: `States of ${String(timelines.length)} executions on one time axis: ${names.map(({ text }) => text).join(", ")}.`,
    width: options.width ?? "container",
    height: Math.max(1, timelines.length) * (rowHeight + gap),
    autosize: { type: "fit-x", contains: "padding" },
    background: theme.background,
    datasets: { bars, names },
    layer: [
      {
        name: "states",
        data: { name: "bars" },
        params: [
          {
            name: "shown",
            select: { type: "interval", encodings: ["x"], zoom: "wheel![event.ctrlKey || event.metaKey]" },
            bind: "scales",
          },
        ],
        mark: { type: "rect", clip: true, cornerRadius: 1, ...(theme.outlines ? { stroke: theme.paper } : {}) },
        encoding: {
          x: x("start"),
          x2: { field: "end" },
          y,
          y2: { field: "y2" },
          color: {
            field: "key",
            type: "nominal",
            scale: { domain: [...range.keys()], range: [...range.values()] },
            legend:
              range.size > 16
                ? null
                : {
                    orient: "bottom",
                    title: null,
                    symbolType: "square",
                    columns: 4,
                    labelLimit: 220,
                    symbolSize: 80,
                    padding: 0,
                    offset: 6,
                    columnPadding: 14,
                    rowPadding: 3,
                    labelColor: theme.foreground,
                  },
          },
          tooltip: ["execution", "key", "from", "to", "duration"].map((field) => ({
            field,
            type: "nominal",
            title: field === "key" ? "state" : field,
          })),
        },
      },
      {
        data: { name: "bars" },
        mark: {
          type: "text",
          clip: true,
          aria: false,
          baseline: "middle",
          fontSize: theme.fontSize,
          fill: { expr: "datum.ink" },
          text: {
            expr: "min(width, scale('x', datum.end)) - max(0, scale('x', datum.start)) < datum.need ? '' : datum.key",
          },
          x: { expr: "(max(0, scale('x', datum.start)) + min(width, scale('x', datum.end))) / 2" },
          y: { expr: "(datum.y + datum.y2) / 2" },
        },
      },
      {
        data: { name: "names" },
        mark: {
          type: "text",
          clip: false,
          align: "right",
          baseline: "middle",
          aria: false,
          x: -8,
          fontSize: theme.fontSize,
          fill: theme.foreground,
          text: { expr: "datum.text" },
          y: { expr: "datum.y" },
        },
      },
    ],
    config: {
      font: theme.font,
      view: { stroke: null },
      axis: { labelFontSize: theme.fontSize },
      legend: { labelFontSize: theme.fontSize },
    },
  };
}
