import type { Progress, TraceBatch, WorkflowExecution } from "../model/index.ts";
import { type ExecutionEnd, type ExecutionStore, joinBatches, StoreError } from "../store/index.ts";

interface Unsaved {
  readonly batches: TraceBatch[];
  end: ExecutionEnd | null;
}

/**
 * Writes traces and ends to a store, and keeps in memory what cannot be written now, such as on a full disk, until it can be:
 * it stays readable, and nothing is lost as long as this process lives.
 */
export class PatientWriter {
  readonly #store: ExecutionStore;
  readonly #unsaved = new Map<string, Unsaved>();
  #records = 0;
  #failure: StoreError | null = null;

  constructor(store: ExecutionStore) {
    this.#store = store;
  }

  /** Why something waits in memory; null when nothing does. */
  get failure(): StoreError | null {
    return this.#unsaved.size > 0 ? this.#failure : null;
  }

  /** Records that wait in memory. */
  get waitingRecords(): number {
    return this.#records;
  }

  append(executionId: string, batch: TraceBatch): void {
    this.#records += batch.length;
    this.#of(executionId).batches.push(batch);
    this.#save(executionId);
  }

  /** Where it cannot be written it is left out: the next one says more. */
  saveProgress(progress: Progress): void {
    try {
      this.#store.saveProgress(progress);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }

  finish(executionId: string, end: ExecutionEnd): void {
    this.#of(executionId).end ??= end;
    this.#save(executionId);
  }

  /** Tries again all that waits. */
  retry(): void {
    for (const executionId of [...this.#unsaved.keys()]) this.#save(executionId);
  }

  /** What of a trace waits. */
  waitingTrace(executionId: string): readonly TraceBatch[] {
    return this.#unsaved.get(executionId)?.batches ?? [];
  }

  /** A stored record with the end that waits, and a note that says so. */
  completed(record: WorkflowExecution): WorkflowExecution {
    const end = this.#unsaved.get(record.executionId)?.end;
    if (end === undefined || end === null) return record;
    const reason = this.#failure?.message ?? "";
    const notes = [...(end.notes ?? []), `Not saved yet, export it to keep it: ${reason}`];
    return { ...record, ...end, notes, unsaved: reason };
  }

  #of(executionId: string): Unsaved {
    let unsaved = this.#unsaved.get(executionId);
    if (unsaved === undefined) {
      unsaved = { batches: [], end: null };
      this.#unsaved.set(executionId, unsaved);
    }
    return unsaved;
  }

  #save(executionId: string): void {
    const { batches, end } = this.#of(executionId);
    try {
      const trace = batches.length > 0 ? joinBatches(batches) : undefined;
      if (end !== null) this.#store.finish(executionId, end, trace);
      else if (trace !== undefined) this.#store.appendTrace(executionId, trace);
      this.#unsaved.delete(executionId);
      this.#records -= trace?.length ?? 0;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#failure = error;
    }
  }
}
