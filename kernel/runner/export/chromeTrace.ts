import { TraceBatchReader, type TraceRecord } from "../../model/index.ts";
import type { TracedExecution } from "../diff.ts";

type ChromeEvent = Readonly<Record<string, unknown>>;

/** Rows of the picture: threads of one process. */
const thread = { states: 1, messages: 2, marks: 3, logs: 4 } as const;

/**
 * Chrome's Trace Event Format, which Perfetto reads too: states as slices, counts (running totals) and gauges as counters,
 * the rest as instants. Times are simulated microseconds.
 *
 * Source: "Trace Event Format", https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function* chromeTrace({ execution, trace }: TracedExecution): Generator<string> {
  const reader = new TraceBatchReader();
  const totals = new Map<string, number>();
  let state: { readonly name: string; readonly time: number } | null = null;
  let end = 0;
  yield `{"displayTimeUnit":"ms","otherData":${JSON.stringify({ execution_id: execution.executionId })},"traceEvents":[\n`;
  yield JSON.stringify({ ph: "M", pid: 1, name: "process_name", args: { name: execution.executionId } });
  for (const [name, tid] of Object.entries(thread)) {
    yield `,\n${JSON.stringify({ ph: "M", pid: 1, tid, name: "thread_name", args: { name } })}`;
  }
  for (const batch of trace) {
    for (const record of reader.records(batch)) {
      end = record.time;
      if (record.kind === "state") {
        if (state !== null) yield `,\n${JSON.stringify(slice(state, record.time))}`;
        state = {
          name: record.substate === "" ? record.state : `${record.state}/${record.substate}`,
          time: record.time,
        };
      } else {
        yield `,\n${JSON.stringify(eventOf(record, totals))}`;
      }
    }
  }
  if (state !== null) yield `,\n${JSON.stringify(slice(state, execution.simulatedEndTime ?? end))}`;
  yield "\n]}\n";
}

function slice({ name, time }: { readonly name: string; readonly time: number }, end: number): ChromeEvent {
  return { ph: "X", pid: 1, tid: thread.states, name, ts: microseconds(time), dur: microseconds(end - time) };
}

function eventOf(record: Exclude<TraceRecord, { kind: "state" }>, totals: Map<string, number>): ChromeEvent {
  const common = { pid: 1, ts: microseconds(record.time) };
  const instant = { ...common, ph: "i", s: "t" };
  switch (record.kind) {
    case "message":
      return { ...instant, tid: thread.messages, name: record.name, args: { topic: record.topic, body: record.body } };
    case "mark":
      return { ...instant, tid: thread.marks, name: record.name };
    case "log":
      return { ...instant, tid: thread.logs, name: record.level, args: { text: record.text } };
    case "gauge":
      return { ...common, ph: "C", name: record.name, args: { value: record.value } };
    case "count": {
      const total = (totals.get(record.name) ?? 0) + record.by;
      totals.set(record.name, total);
      return { ...common, ph: "C", name: record.name, args: { total } };
    }
  }
}

function microseconds(seconds: number): number {
  return seconds * 1e6;
}
