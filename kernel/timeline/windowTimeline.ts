import { type TraceBatch, TraceBatchReader, TraceBatchWriter, type TraceRecord } from "../model/index.ts";
import { timelineOf } from "../summary/accumulate.ts";
import { intervalEnd, type StateInterval, type Timeline } from "../summary/timeline.ts";

/**
 * The timeline of a window alone, both ends included: it begins with what held at `from`, and its figures are those of the window.
 *
 * @param whole fine enough to tell what held at `from`: the timeline that was asked for with this window
 * @param batches the records of the window at least; others are passed over
 */
export function windowTimeline(
  whole: Timeline,
  batches: Iterable<TraceBatch>,
  { from, to }: { readonly from: number; readonly to: number },
): Timeline {
  const end = Math.min(to, whole.end);
  const writer = new TraceBatchWriter();
  const state = heldAt(whole.states, whole, from);
  if (state !== undefined) writer.state(from, state.state, state.substate);
  for (const { name, states } of whole.lanes) {
    const activity = heldAt(states, whole, from);
    if (activity !== undefined) writer.lane(from, name, activity.state);
  }
  const timeline = timelineOf(windowBatches(writer, batches, from, to), end);
  return { ...timeline, start: Math.min(from, end) };
}

/** What began before and was not left then: what begins or ends at that very time has its record in the window. */
function heldAt(states: readonly StateInterval[], whole: Timeline, time: number): StateInterval | undefined {
  return states.find((interval) => interval.start < time && time < intervalEnd(interval, whole));
}

function* windowBatches(
  writer: TraceBatchWriter,
  batches: Iterable<TraceBatch>,
  from: number,
  to: number,
): Generator<TraceBatch> {
  const reader = new TraceBatchReader();
  for (const batch of batches) {
    for (const record of reader.records(batch)) {
      if (record.time < from || record.time > to) continue;
      write(writer, record);
      if (writer.isFull) yield writer.take()!;
    }
  }
  const rest = writer.take();
  if (rest !== undefined) yield rest;
}

function write(writer: TraceBatchWriter, record: TraceRecord): void {
  const { time } = record;
  if (record.kind === "state") writer.state(time, record.state, record.substate);
  else if (record.kind === "message") writer.message(time, record.name, record.topic, record.body);
  else if (record.kind === "count") writer.count(time, record.name, record.by);
  else if (record.kind === "gauge") writer.gauge(time, record.name, record.value);
  else if (record.kind === "log") writer.log(time, record.level, record.text);
  else if (record.kind === "mark") writer.mark(time, record.name);
  else writer.lane(time, record.name, record.activity);
}
