import { resourceOf } from "../model/index.ts";
import type { CountSeries, GaugeSeries, Timeline, TimelineLane } from "../summary/timeline.ts";
import { flagsOf, momentsInOrder, placeFlags } from "./messageLabels.ts";
import type { TimelineTheme } from "./theme.ts";

/** One horizontal strip of the drawing, in pixels from the top. */
export interface Lane {
  readonly top: number;
  readonly bottom: number;
}

export interface CountLane extends Lane {
  readonly series: CountSeries;
}

export interface GaugeLane extends Lane {
  readonly series: GaugeSeries;
}

export interface NamedLane extends Lane {
  readonly lane: TimelineLane;
}

/** Which lanes there are and where: moments above, states, what has a lane of its own, then one lane per count and gauge, resources first. */
export interface TimelineLayout {
  readonly height: number;
  /** Bottom of the rows for labels of messages and marks; 0 rows when there are none. */
  readonly moments: Lane;
  readonly momentRows: number;
  readonly rowHeight: number;
  readonly state: Lane | undefined;
  readonly substate: Lane | undefined;
  readonly lanes: readonly NamedLane[];
  readonly counts: readonly CountLane[];
  readonly gauges: readonly GaugeLane[];
  /** Series that have no lane because there are too many. */
  readonly hiddenSeries: number;
}

/** Lanes of counts and gauges together; the table has them all. */
const maximumSeriesLanes = 8;
const gap = 5;

/** `plotWidth`: pixels of the time axis, to find how many rows the labels of messages and marks need. */
export function layOut(timeline: Timeline, theme: TimelineTheme, plotWidth: number): TimelineLayout {
  const rowHeight = theme.fontSize + 3;
  const hasMoments = timeline.messages.length + timeline.marks.length > 0;
  const momentRows = hasMoments ? rowsNeeded(timeline, theme, plotWidth) : 0;
  let y = 2 + momentRows * rowHeight + (hasMoments ? 5 : 0);
  const next = (height: number, space: number): Lane => {
    const lane = { top: y, bottom: y + height };
    y += height + space;
    return lane;
  };
  const moments = { top: 0, bottom: y };
  const hasStates = timeline.states.length > 0;
  const hasSubstates = timeline.timeInState.some(({ substate }) => substate !== "");
  const state = hasStates ? next(theme.fontSize + 13, hasSubstates ? 2 : gap) : undefined;
  const substate = hasStates && hasSubstates ? next(theme.fontSize + 9, gap) : undefined;
  const lanes = timeline.lanes.map((lane, i) => ({
    ...next(theme.fontSize + 5, i === timeline.lanes.length - 1 ? gap : 2),
    lane,
  }));
  const drawnGauges = timeline.gauges.filter((series) => series.times.length > 0);
  const isOfResource = ({ name }: GaugeSeries): boolean => resourceOf(name) !== undefined;
  const drawn: readonly (CountSeries | GaugeSeries)[] = [
    ...drawnGauges.filter(isOfResource),
    ...timeline.counts.filter((series) => series.times.length > 0),
    ...drawnGauges.filter((series) => !isOfResource(series)),
  ].slice(0, maximumSeriesLanes);
  const counts: CountLane[] = [];
  const gauges: GaugeLane[] = [];
  for (const series of drawn) {
    const lane = next(34, gap);
    if ("total" in series) counts.push({ ...lane, series });
    else gauges.push({ ...lane, series });
  }
  if (y <= 2) next(theme.fontSize + 13, gap);
  return {
    height: y - gap + 3,
    moments,
    momentRows,
    rowHeight,
    state,
    substate,
    lanes,
    counts,
    gauges,
    hiddenSeries: timeline.counts.length + timeline.gauges.length - counts.length - gauges.length,
  };
}

/** Labels that need more rows than this are left out; one more would cost more height than it tells. */
const maximumRows = 3;

function rowsNeeded(timeline: Timeline, theme: TimelineTheme, plotWidth: number): number {
  const window = { from: timeline.start, to: timeline.end, width: plotWidth };
  const places = placeFlags(flagsOf(momentsInOrder(timeline), theme, window), plotWidth, maximumRows);
  return 1 + Math.max(0, ...places.map((place) => place?.row ?? 0));
}
