import { TraceBatchReader, type TraceRecord } from "../../model/index.ts";
import type { TracedExecution } from "./tracedExecution.ts";

/**
 * The trace as a table (RFC 4180, LF): `time` in simulated seconds, `kind`, `name`, `value`, `text`.
 * A state's value is its substate, a lane's its activity; a message's text is its body as JSON.
 */
export function* csvTrace({ trace }: TracedExecution): Generator<string> {
  const reader = new TraceBatchReader();
  yield "time,kind,name,value,text\n";
  for (const batch of trace) {
    for (const record of reader.records(batch))
      yield `${[record.time, record.kind, ...fieldsOf(record)].map(quoted).join(",")}\n`;
  }
}

function fieldsOf(record: TraceRecord): readonly [string, string | number, string] {
  switch (record.kind) {
    case "state":
      return [record.state, record.substate, ""];
    case "message":
      return [record.name, record.topic, JSON.stringify(record.body)];
    case "count":
      return [record.name, record.by, ""];
    case "gauge":
      return [record.name, record.value, ""];
    case "log":
      return [record.level, "", record.text];
    case "mark":
      return [record.name, "", ""];
    case "lane":
      return [record.name, record.activity, ""];
  }
}

function quoted(field: string | number): string {
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
