import type { TraceBatchWriter, TraceRecord } from "../../kernel/model/index.ts";

/** A record as a workflow would write it. */
export function writeRecord(writer: TraceBatchWriter, record: TraceRecord): void {
  switch (record.kind) {
    case "state":
      writer.state(record.time, record.state, record.substate);
      break;
    case "message":
      writer.message(record.time, record.name, record.topic, record.body);
      break;
    case "count":
      writer.count(record.time, record.name, record.by);
      break;
    case "gauge":
      writer.gauge(record.time, record.name, record.value);
      break;
    case "log":
      writer.log(record.time, record.level, record.text);
      break;
    case "mark":
      writer.mark(record.time, record.name);
      break;
    case "lane":
      writer.lane(record.time, record.name, record.activity);
      break;
  }
}
