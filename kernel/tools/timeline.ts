import type { JsonObject } from "../model/index.ts";
import { timelineWithin } from "../notebook/timelineWithin.ts";
import type {
  CountSeries,
  GaugeSeries,
  MomentGroup,
  StateInterval,
  Timeline,
  TimelineLane,
} from "../timeline/index.ts";
import { shortened } from "../views/index.ts";
import { alone, cut, inList } from "./bounds.ts";
import { known } from "./known.ts";
import type { ToolPorts } from "./ports.ts";
import type { ToolInput } from "./toolInputs.ts";
import { windowOf } from "./window.ts";

const mostIntervals = 100;
const mostLanes = 20;
const mostOfLane = 10;
const mostSeries = 20;
/** Of a count or a gauge over time. */
const mostPoints = 20;
/** What was counted within one interval. */
const inInterval = { ...inList, values: 5 };

/** What an execution did over simulated time, in a few hundred numbers however long it is. */
export async function timeline(
  { id, from, to }: ToolInput<"wfnb_get_timeline">,
  ports: ToolPorts,
): Promise<JsonObject> {
  const { kernel } = ports;
  await known(id, ports);
  return { id, ...answerOf(await timelineWithin(kernel, id, windowOf(from, to))) };
}

function answerOf(shown: Timeline): JsonObject {
  const { start, end, ended, records, missingRecords, states, stateCount, timeInState, lanes, logs } = shown;
  const { messages, messageCount, marks, markCount, counts, gauges } = shown;
  const isLeftOut =
    stateCount > mostIntervals ||
    messageCount > alone.values ||
    markCount > alone.values ||
    timeInState.length > alone.values ||
    lanes.length > mostLanes ||
    counts.length > mostSeries ||
    gauges.length > mostSeries ||
    lanes.some((lane) => lane.stateCount > mostOfLane) ||
    [...counts, ...gauges].some(({ times }) => times.length > mostPoints);
  return {
    start,
    end,
    ended,
    records,
    ...(missingRecords > 0 ? { missingRecords } : {}),
    stateIntervals: stateCount,
    states: states.slice(0, mostIntervals).map(intervalOf),
    timeInState: timeInState
      .slice(0, alone.values)
      .map(({ state, substate, ...figures }) => ({ state: short(state), substate: short(substate), ...figures })),
    lanes: lanes.slice(0, mostLanes).map(laneOf),
    counts: counts.slice(0, mostSeries).map(countOf),
    gauges: gauges.slice(0, mostSeries).map(gaugeOf),
    messagesSent: messageCount,
    messages: messages.slice(0, alone.values).map(momentOf),
    marksSet: markCount,
    marks: marks.slice(0, alone.values).map(momentOf),
    logs: { ...logs },
    ...(isLeftOut
      ? { next: "Not everything is here: ask for a window with from and to, or for the records with wfnb_get_records." }
      : {}),
  };
}

function intervalOf({ state, substate, start, end, counts, merged }: StateInterval): JsonObject {
  return {
    state: short(state),
    ...(substate === "" ? {} : { substate: short(substate) }),
    start,
    end,
    ...(counts === undefined ? {} : { counts: cut({ ...counts }, inInterval) }),
    ...(merged === undefined ? {} : { merged }),
  };
}

function laneOf({ name, states, stateCount, timeInState }: TimelineLane): JsonObject {
  return {
    name: short(name),
    intervals: stateCount,
    activities: states.slice(0, mostOfLane).map(({ state, start, end }) => ({ activity: short(state), start, end })),
    timeInActivity: timeInState.slice(0, mostOfLane).map(({ state, seconds }) => ({ activity: short(state), seconds })),
  };
}

function momentOf({ name, topic, ...rest }: MomentGroup): JsonObject {
  return { name: short(name), ...(topic === undefined ? {} : { topic: short(topic) }), ...rest };
}

function countOf({ name, total, times, totals }: CountSeries): JsonObject {
  return { name: short(name), total, points: points(times, totals) };
}

function gaugeOf({ name, value, low, high, mean, times, values }: GaugeSeries): JsonObject {
  return { name: short(name), last: value, low, high, mean, points: points(times, values) };
}

function short(name: string): string {
  return shortened(name, inList.name);
}

/** Pairs of time and value, evenly taken from all, with the first and the last. */
function points(times: readonly number[], values: readonly number[]): number[][] {
  const count = Math.min(times.length, mostPoints);
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? 0 : Math.round((index * (times.length - 1)) / (count - 1));
    return [times[at]!, values[at]!];
  });
}
