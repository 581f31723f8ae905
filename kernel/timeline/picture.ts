import type { JsonObject } from "../model/index.ts";
import type { Timeline } from "../summary/timeline.ts";
import { describeTimeline } from "./describe.ts";
import type { TimelineRows } from "./rows.ts";
import { type TimelineSpecOptions, timelineData, timelineShape, timelineSpec } from "./spec.ts";
import {
  describeStack,
  type NamedTimeline,
  stackedTimelineData,
  stackedTimelineShape,
  stackedTimelineSpec,
  wholeOf,
} from "./stackedSpec.ts";
import type { TimelineTheme } from "./theme.ts";
import type { RunClock } from "./wallClock.ts";
import { windowFigures, windowFiguresLine } from "./windowFigures.ts";

/** What can be drawn on an axis of simulated time: one timeline, or several on one axis. Times are simulated seconds. */
export interface TimelinePicture {
  /** The whole of the axis. */
  readonly whole: readonly [from: number, to: number];
  /** In one sentence, for those who do not see it. */
  readonly description: string;
  /** The Vega-Lite view. */
  readonly spec: (options: TimelineSpecOptions) => JsonObject;
  /** Its data sets alone, for a view of the same shape that is there already, `width` pixels wide, showing some seconds. */
  readonly data: (theme: TimelineTheme, width: number, shown?: readonly [from: number, to: number]) => TimelineRows;
  /** Equal for pictures whose views differ in data only. */
  readonly shape: (theme: TimelineTheme, width: number) => string;
  /** Figures of a window, for people: a line for each timeline. */
  readonly figures: (from: number, to: number) => string;
}

/** `clock`: when it was on the wall clock, for tooltips. */
export function timelinePicture(timeline: Timeline, clock?: RunClock): TimelinePicture {
  const timed = clock === undefined ? {} : { clock };
  return {
    whole: [timeline.start, timeline.end],
    description: describeTimeline(timeline),
    spec: (options) => timelineSpec(timeline, { ...options, ...timed }),
    data: (theme, width, shown) => timelineData(timeline, theme, width, shown, clock),
    shape: (theme, width) => timelineShape(timeline, theme, width) + String(clock !== undefined),
    figures: (from, to) => windowFiguresLine(windowFigures(timeline, from, to)),
  };
}

/** Two to some twenty timelines below each other. */
export function stackedPicture(timelines: readonly NamedTimeline[]): TimelinePicture {
  return {
    whole: wholeOf(timelines),
    description: describeStack(timelines),
    spec: (options) => stackedTimelineSpec(timelines, options),
    data: (theme, width, shown) => stackedTimelineData(timelines, theme, width, shown),
    shape: (theme) => stackedTimelineShape(timelines, theme),
    figures: (from, to) =>
      timelines
        .map(({ name, timeline }) => `${name}: ${windowFiguresLine(windowFigures(timeline, from, to))}`)
        .join("\n"),
  };
}
