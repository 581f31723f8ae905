import { type JsonObject, type LogLevel, type TraceBatch, TraceBatchWriter } from "../model/index.ts";
import type { Recorder } from "../workflow/recorder.ts";
import type { DroppedRecords, RecordingLimits } from "./workerProtocol.ts";

/** Characters of text after which a batch is handed over before it is full. */
const batchTextLength = 500_000;

/**
 * Collects what a workflow records and hands it over in batches. `deliver` may block until the batch is wanted.
 * Beyond the limits nothing is kept, but everything is counted.
 */
export class BatchRecorder implements Recorder {
  readonly #writer: TraceBatchWriter;
  readonly #limits: RecordingLimits;
  readonly #deliver: (batch: TraceBatch) => void;
  #records = 0;
  #textLength = 0;
  #batchTextLength = 0;
  #droppedRecords = 0;
  readonly #droppedCounts = new Map<string, number>();
  #isCapped = false;

  /** `capacity`: records in a batch, as many as a chunk of the store holds. */
  constructor(limits: RecordingLimits, deliver: (batch: TraceBatch) => void, capacity = 32_768) {
    this.#limits = limits;
    this.#deliver = deliver;
    this.#writer = new TraceBatchWriter(capacity);
  }

  state(time: number, state: string, substate: string): void {
    if (this.#admits()) this.#writer.state(time, state, substate);
  }

  message(time: number, name: string, topic: string, body: JsonObject): void {
    // Written out here, so that a body that JSON cannot hold fails where it is broadcast.
    const text = JSON.stringify(body);
    if (this.#admits(text.length)) this.#writer.encodedMessage(time, name, topic, text);
  }

  count(time: number, name: string, by: number): void {
    if (this.#admits()) this.#writer.count(time, name, by);
    else this.#droppedCounts.set(name, (this.#droppedCounts.get(name) ?? 0) + by);
  }

  gauge(time: number, name: string, value: number): void {
    if (this.#admits()) this.#writer.gauge(time, name, value);
  }

  log(time: number, level: LogLevel, text: string): void {
    if (this.#admits(text.length)) this.#writer.log(time, level, text);
  }

  mark(time: number, name: string): void {
    if (this.#admits()) this.#writer.mark(time, name);
  }

  /** Hands over what has come since the last batch. */
  flush(): void {
    const batch = this.#writer.take();
    this.#batchTextLength = 0;
    if (batch !== undefined) this.#deliver(batch);
  }

  get dropped(): DroppedRecords {
    return { records: this.#droppedRecords, counts: Object.fromEntries(this.#droppedCounts) };
  }

  /** Makes room for one more record; false when the limits are reached. */
  #admits(textLength = 0): boolean {
    if (this.#isCapped || this.#records >= this.#limits.records || this.#textLength + textLength > this.#limits.text) {
      this.#isCapped = true;
      this.#droppedRecords += 1;
      return false;
    }
    if (this.#writer.isFull || this.#batchTextLength > batchTextLength) this.flush();
    this.#records += 1;
    this.#textLength += textLength;
    this.#batchTextLength += textLength;
    return true;
  }
}
