import { TraceBatchReader, type TraceRecord } from "../../model/index.ts";
import type { TracedExecution } from "./tracedExecution.ts";

type ChromeEvent = Readonly<Record<string, unknown>>;

/** Rows of the picture: threads of one process. Lanes come after them, in order of appearance. */
const thread = { state: 1, substate: 2, messages: 3, marks: 4, log: 5 } as const;

const firstLane = 10;

interface Lane {
  readonly tid: number;
  activity: string;
  since: number;
}

/** A state or substate that holds. */
interface Open {
  readonly name: string;
  readonly since: number;
}

/**
 * Chrome's Trace Event Format, which Perfetto reads too: states and substates as slices in two rows, neighbours of one state as one;
 * each lane as slices in a row of its own; counts (running totals) and gauges as counters; the rest as instants. Times are simulated microseconds.
 *
 * Source: "Trace Event Format", https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function* chromeTrace({ execution, trace }: TracedExecution): Generator<string> {
  const reader = new TraceBatchReader();
  const totals = new Map<string, number>();
  let state = null as Open | null;
  let substate = null as Open | null;
  const lanes = new Map<string, Lane>();
  let end = 0;
  yield `{"displayTimeUnit":"ms","otherData":${JSON.stringify({ execution_id: execution.executionId })},"traceEvents":[\n`;
  yield JSON.stringify({ ph: "M", pid: 1, name: "process_name", args: { name: execution.executionId } });
  for (const [name, tid] of Object.entries(thread)) yield* rowNames(tid, name);
  for (const batch of trace) {
    for (const record of reader.records(batch)) {
      const { time } = record;
      end = Math.max(end, time);
      if (record.kind === "state") {
        if (substate !== null) yield written(slice(thread.substate, substate, time));
        if (state !== null && state.name !== record.state) yield written(slice(thread.state, state, time));
        if (state?.name !== record.state) state = { name: record.state, since: time };
        substate = { name: record.substate, since: time };
      } else if (record.kind === "lane") {
        let lane = lanes.get(record.name);
        if (lane === undefined) {
          lane = { tid: firstLane + lanes.size, activity: "", since: time };
          lanes.set(record.name, lane);
          yield* rowNames(lane.tid, record.name);
        }
        if (lane.activity !== "") yield written(slice(lane.tid, { name: lane.activity, since: lane.since }, time));
        lane.activity = record.activity;
        lane.since = time;
      } else {
        const event = eventOf(record, totals);
        if (event !== undefined) yield written(event);
      }
    }
  }
  end = Math.max(end, execution.simulatedEndTime ?? end);
  if (substate !== null) yield written(slice(thread.substate, substate, end));
  if (state !== null) yield written(slice(thread.state, state, end));
  for (const { tid, activity, since } of lanes.values()) {
    if (activity !== "") yield written(slice(tid, { name: activity, since }, end));
  }
  yield "\n]}\n";
}

function* rowNames(tid: number, name: string): Generator<string> {
  yield written({ ph: "M", pid: 1, tid, name: "thread_name", args: { name } });
  yield written({ ph: "M", pid: 1, tid, name: "thread_sort_index", args: { sort_index: tid } });
}

function written(event: ChromeEvent): string {
  return `,\n${JSON.stringify(event)}`;
}

function slice(tid: number, { name, since }: Open, end: number): ChromeEvent {
  const named = name === "" ? "(none)" : name;
  return { ph: "X", pid: 1, tid, name: named, ts: microseconds(since), dur: microseconds(end - since) };
}

/** Undefined for a value that a counter cannot have. */
function eventOf(
  record: Exclude<TraceRecord, { kind: "state" | "lane" }>,
  totals: Map<string, number>,
): ChromeEvent | undefined {
  const common = { pid: 1, ts: microseconds(record.time) };
  const instant = { ...common, ph: "i", s: "t" };
  switch (record.kind) {
    case "message":
      return { ...instant, tid: thread.messages, name: record.name, args: { topic: record.topic, body: record.body } };
    case "mark":
      return { ...instant, tid: thread.marks, name: record.name };
    case "log":
      return { ...instant, tid: thread.log, name: record.level, args: { text: record.text } };
    case "gauge":
      if (!Number.isFinite(record.value)) return undefined;
      return { ...common, ph: "C", name: record.name, args: { value: record.value } };
    case "count": {
      const total = (totals.get(record.name) ?? 0) + record.by;
      totals.set(record.name, total);
      return Number.isFinite(total) ? { ...common, ph: "C", name: record.name, args: { total } } : undefined;
    }
  }
}

function microseconds(seconds: number): number {
  return seconds * 1e6;
}
