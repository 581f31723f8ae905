import { fromEntries, mapGet, mapSet, stringify } from "../model/builtins.ts";
import { type JsonObject, type LogLevel, type TraceBatch, TraceBatchWriter } from "../model/index.ts";
import type { Recorder } from "../workflow/recorder.ts";
import type { DroppedRecords, RecordingLimits } from "./workerProtocol.ts";

/** Characters of text after which a batch is handed over before it is full. */
const batchTextLength = 500_000;

/** Records between two looks at the clock: where events are slow their records are not to wait for the end of a slice. */
const recordsPerLook = 32;

export interface BatchRecorderPorts {
  /** Takes a batch; may block until it is wanted. */
  readonly deliver: (batch: TraceBatch) => void;
  /** Called now and then while a workflow records, also within one event. May flush. */
  readonly look?: () => void;
}

/**
 * Collects what a workflow records and hands it over in batches.
 * Beyond the limits nothing is kept, but everything is counted.
 */
export class BatchRecorder implements Recorder {
  readonly #writer: TraceBatchWriter;
  readonly #ports: BatchRecorderPorts;
  readonly #capacity: number;
  /** Records that may come before anything needs to be looked at. */
  #room = 0;
  /** Records that the limit allows beyond those. */
  #recordsLeft: number;
  #textLeft: number;
  /** Records beyond those until the one that is handed over at once. */
  #untilFlush: number;
  #batchTextLeft = batchTextLength;
  #droppedRecords = 0;
  readonly #droppedCounts = new Map<string, number>();

  /** `capacity`: records in a batch, as many as a chunk of the store holds. */
  constructor(limits: RecordingLimits, ports: BatchRecorderPorts, capacity = 32_768) {
    this.#ports = ports;
    this.#writer = new TraceBatchWriter(capacity);
    this.#capacity = capacity;
    this.#recordsLeft = limits.records;
    this.#textLeft = limits.text;
    this.#untilFlush = limits.flushAt || Number.POSITIVE_INFINITY;
  }

  state(time: number, state: string, substate: string): void {
    if (this.#admits()) {
      this.#writer.state(time, state, substate);
      this.#written();
    }
  }

  message(time: number, name: string, topic: string, body: JsonObject): void {
    // Written out here, so that a body that JSON cannot hold fails where it is broadcast.
    const text = stringify(body);
    if (this.#admitsText(text.length)) {
      this.#writer.encodedMessage(time, name, topic, text);
      this.#written();
    }
  }

  count(time: number, name: string, by: number): void {
    if (this.#admits()) {
      this.#writer.count(time, name, by);
      this.#written();
    } else mapSet(this.#droppedCounts, name, (mapGet(this.#droppedCounts, name) ?? 0) + by);
  }

  gauge(time: number, name: string, value: number): void {
    if (this.#admits()) {
      this.#writer.gauge(time, name, value);
      this.#written();
    }
  }

  log(time: number, level: LogLevel, text: string): void {
    if (this.#admitsText(text.length)) {
      this.#writer.log(time, level, text);
      this.#written();
    }
  }

  mark(time: number, name: string): void {
    if (this.#admits()) {
      this.#writer.mark(time, name);
      this.#written();
    }
  }

  lane(time: number, name: string, activity: string): void {
    if (this.#admits()) {
      this.#writer.lane(time, name, activity);
      this.#written();
    }
  }

  /** Hands over what has come since the last batch. */
  flush(): void {
    const batch = this.#writer.take();
    this.#batchTextLeft = batchTextLength;
    this.#recordsLeft += this.#room;
    this.#untilFlush += this.#room;
    this.#room = 0;
    if (batch !== undefined) this.#ports.deliver(batch);
  }

  get dropped(): DroppedRecords {
    return { records: this.#droppedRecords, counts: fromEntries(this.#droppedCounts) };
  }

  /** Makes room for one more record; false when the limits are reached. */
  #admits(): boolean {
    if (this.#room === 0 && !this.#makeRoom()) return false;
    this.#room -= 1;
    return true;
  }

  #admitsText(length: number): boolean {
    if (length > this.#textLeft) {
      // Nothing comes after the first record that is dropped: a trace has no holes.
      this.#recordsLeft = 0;
      this.#room = 0;
    }
    if (length > this.#batchTextLeft) this.flush();
    this.#textLeft -= length;
    this.#batchTextLeft -= length;
    return this.#admits();
  }

  #written(): void {
    if (this.#room !== 0 || this.#untilFlush !== 0) return;
    this.#untilFlush = Number.POSITIVE_INFINITY;
    this.flush();
  }

  #makeRoom(): boolean {
    if (this.#recordsLeft === 0) {
      this.#droppedRecords += 1;
      return false;
    }
    this.#ports.look?.();
    if (this.#writer.isFull) this.flush();
    this.#room = Math.min(this.#recordsLeft, this.#capacity - this.#writer.length, this.#untilFlush, recordsPerLook);
    this.#recordsLeft -= this.#room;
    this.#untilFlush -= this.#room;
    return true;
  }
}
