import type { WorkflowExecution } from "../model/index.ts";
import type { ExecutionStore } from "../store/index.ts";
import { PatientWriter } from "./patientWriter.ts";

/** `write`: where there is none, one is made. */
export type StorePurpose = "read" | "write";

/** The store that a kernel works with, and the writer before it: both anew once somebody removed its file, put another in its place, or may have made it writable. */
export class StoreInUse {
  readonly #open: (purpose: StorePurpose) => ExecutionStore;
  readonly #reopened: (before: ExecutionStore) => void;
  #store: ExecutionStore;
  #writer: PatientWriter;

  /**
   * `open` is called once, to read, and again with every `reopenIfUnwritable` that finds it so, and when another process has made what there
   * was not; `reopened` after each of these, with what was open before.
   */
  constructor(open: (purpose: StorePurpose) => ExecutionStore, reopened: (before: ExecutionStore) => void) {
    this.#open = open;
    this.#reopened = reopened;
    this.#store = open("read");
    this.#writer = new PatientWriter(this.#store);
  }

  get store(): ExecutionStore {
    if (this.#store.isUnmade === true && this.#store.isGone) this.#takeMade();
    return this.#store;
  }

  get writer(): PatientWriter {
    return this.#writer;
  }

  /** A stored record with what waits to be stored; undefined when there is none. */
  execution(executionId: string): WorkflowExecution | undefined {
    const record = this.store.execution(executionId);
    return record === undefined ? undefined : this.completed(record);
  }

  completed(record: WorkflowExecution): WorkflowExecution {
    return this.#writer.completed(record);
  }

  /**
   * Goes on with what lies there now where the file is gone, or could only be read when it was opened, as on a full disk; unless something
   * still waits for the file that was there. Returns whether it did.
   */
  reopenIfUnwritable(purpose: StorePurpose): boolean {
    const isWritable = !this.#store.isGone && this.#store.readOnly === null;
    if (isWritable || this.#writer.failure !== null) return false;
    const [before, reopened] = [this.#store, this.#open(purpose)];
    before.close();
    this.#store = reopened;
    this.#writer = new PatientWriter(this.#store);
    this.#reopened(before);
    return true;
  }

  /** Who asks right after another process has begun something is answered from there; one that cannot be read leaves what was. */
  #takeMade(): void {
    try {
      this.reopenIfUnwritable("read");
    } catch {
      // Who starts something is told.
    }
  }
}
