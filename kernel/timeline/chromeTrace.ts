import type { JsonObject, TraceRecord } from "../model/index.ts";

/**
 * A trace in Chrome's trace event format, which Perfetto and `chrome://tracing` open: states and substates as slices in two
 * tracks, messages and marks as instants, counts (cumulative) and gauges as counters. Simulated seconds become microseconds.
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 *
 * Yields pieces of one JSON text, so that ten million records need no ten million objects. `end`: the clock at the end.
 */
export function* chromeTrace(
  records: Iterable<TraceRecord>,
  options: { title: string; end: number },
): Generator<string> {
  const { title, end } = options;
  yield '{"displayTimeUnit":"ms","traceEvents":[\n';
  yield JSON.stringify({ name: "process_name", ph: "M", pid: 1, args: { name: title } });
  for (const [thread, name] of tracks.entries()) {
    yield `,\n${JSON.stringify({ name: "thread_name", ph: "M", pid: 1, tid: thread, args: { name } })}`;
  }
  const totals = new Map<string, number>();
  let state: { state: string; substate: string; since: number; substateSince: number } | undefined;
  for (const record of records) {
    const ts = record.time * 1e6;
    switch (record.kind) {
      case "state": {
        if (state !== undefined) {
          yield slice(2, state.substate, state.substateSince, record.time);
          if (state.state !== record.state) yield slice(1, state.state, state.since, record.time);
        }
        const since = state?.state === record.state ? state.since : record.time;
        state = { state: record.state, substate: record.substate, since, substateSince: record.time };
        break;
      }
      case "message":
        yield event({
          name: record.name,
          ph: "i",
          s: "t",
          pid: 1,
          tid: 3,
          ts,
          args: { topic: record.topic, body: record.body },
        });
        break;
      case "mark":
        yield event({ name: record.name, ph: "i", s: "p", pid: 1, tid: 3, ts });
        break;
      case "log":
        yield event({ name: record.text, ph: "i", s: "t", pid: 1, tid: 4, ts, args: { level: record.level } });
        break;
      case "count": {
        const total = (totals.get(record.name) ?? 0) + record.by;
        totals.set(record.name, total);
        yield event({ name: record.name, ph: "C", pid: 1, ts, args: { total } });
        break;
      }
      case "gauge":
        yield event({ name: record.name, ph: "C", pid: 1, ts, args: { value: record.value } });
        break;
    }
  }
  if (state !== undefined) {
    yield slice(2, state.substate, state.substateSince, Math.max(end, state.substateSince));
    yield slice(1, state.state, state.since, Math.max(end, state.since));
  }
  yield "\n]}\n";
}

/** Names of the tracks by thread number. */
const tracks: ReadonlyMap<number, string> = new Map([
  [1, "state"],
  [2, "substate"],
  [3, "messages"],
  [4, "log"],
]);

function slice(tid: number, name: string, from: number, to: number): string {
  return event({ name: name === "" ? "(none)" : name, ph: "X", pid: 1, tid, ts: from * 1e6, dur: (to - from) * 1e6 });
}

function event(fields: JsonObject): string {
  return `,\n${JSON.stringify(fields)}`;
}
