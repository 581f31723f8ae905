import type { JsonObject } from "./json.ts";

/** One fact of an execution, at a simulated time in seconds. Facts are ordered as they were recorded. */
export type TraceRecord = StateRecord | MessageRecord | CountRecord | GaugeRecord | LogRecord | MarkRecord | LaneRecord;

export type TraceKind = TraceRecord["kind"];

/** From now on the model is in this state. The state that held before ends here. */
export interface StateRecord {
  readonly kind: "state";
  readonly time: number;
  readonly state: string;
  readonly substate: string;
}

/** Sent to agents: `name` is the message type (`run_imminent`), `topic` where it goes. */
export interface MessageRecord {
  readonly kind: "message";
  readonly time: number;
  readonly name: string;
  readonly topic: string;
  readonly body: JsonObject;
}

/** Something happened `by` times. */
export interface CountRecord {
  readonly kind: "count";
  readonly time: number;
  readonly name: string;
  readonly by: number;
}

/** A quantity has this value from now on. */
export interface GaugeRecord {
  readonly kind: "gauge";
  readonly time: number;
  readonly name: string;
  readonly value: number;
}

export type LogLevel = "debug" | "info" | "warning" | "error";

export interface LogRecord {
  readonly kind: "log";
  readonly time: number;
  readonly level: LogLevel;
  readonly text: string;
}

/** A named moment worth seeing on the timeline. */
export interface MarkRecord {
  readonly kind: "mark";
  readonly time: number;
  readonly name: string;
}

/** A process, a machine or a place that has a lane of its own: from now on `name` is doing `activity`, or nothing where that is "". */
export interface LaneRecord {
  readonly kind: "lane";
  readonly time: number;
  readonly name: string;
  readonly activity: string;
}
