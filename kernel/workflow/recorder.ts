import type { JsonObject, LogLevel } from "../model/index.ts";

/** Where a workflow's facts go. `TraceBatchWriter` is one; times are simulated seconds. */
export interface Recorder {
  state(time: number, state: string, substate: string): void;
  message(time: number, name: string, topic: string, body: JsonObject): void;
  count(time: number, name: string, by: number): void;
  gauge(time: number, name: string, value: number): void;
  log(time: number, level: LogLevel, text: string): void;
  mark(time: number, name: string): void;
  lane(time: number, name: string, activity: string): void;
}
