import type { TraceRecord } from "../model/index.ts";
import { groupedNumber, shortened, simulatedText } from "./values.ts";

/** A record on one line: `12.5 s  message run_imminent to /topic/run {"run_id":7}`. */
export function recordText(record: TraceRecord, length = 300): string {
  return shortened(`${simulatedText(record.time)}  ${record.kind} ${what(record)}`, length);
}

function what(record: TraceRecord): string {
  switch (record.kind) {
    case "state":
      return record.substate === "" ? record.state : `${record.state} / ${record.substate}`;
    case "message":
      return `${record.name} to ${record.topic} ${JSON.stringify(record.body)}`;
    case "count":
      return `${record.name} by ${groupedNumber(record.by)}`;
    case "gauge":
      return `${record.name} ${String(record.value)}`;
    case "log":
      return `${record.level} ${record.text}`;
    case "mark":
      return record.name;
    case "lane":
      return record.activity === "" ? `${record.name} does nothing` : `${record.name}: ${record.activity}`;
  }
}
