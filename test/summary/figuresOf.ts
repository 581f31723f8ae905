import type { Timeline } from "../../kernel/summary/index.ts";

/** What has to be exact in every timeline, however much of it was merged. */
export function figuresOf(timeline: Timeline) {
  const { start, end, records, missingRecords, stateCount, timeInState, messageCount, markCount, logs } = timeline;
  return {
    ...{ start, end, records, missingRecords, stateCount, timeInState, messageCount, markCount, logs },
    lanes: timeline.lanes.map(({ name, stateCount: changes, timeInState: time }) => ({ name, changes, time })),
    otherLaneChanges: timeline.otherLaneChanges,
    counts: timeline.counts.map(({ name, total }) => ({ name, total })),
    gauges: timeline.gauges.map(({ name, value, low, high, mean }) => ({ name, value, low, high, mean })),
    messages: timeline.messages.reduce((sum, { count }) => sum + count, 0),
    marks: timeline.marks.reduce((sum, { count }) => sum + count, 0),
    states: timeline.states.reduce((sum, { merged = 1 }) => sum + merged, 0),
  };
}
