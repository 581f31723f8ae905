import type { WorkflowExecution } from "../model/index.ts";
import { type ExecutionStore, type LabelChange, StoreError } from "../store/index.ts";
import type { KernelEvent } from "./kernel.ts";

export interface ShelfPorts {
  readonly store: () => ExecutionStore;
  /** A stored record with what waits to be stored. */
  readonly completed: (record: WorkflowExecution) => WorkflowExecution;
  readonly emit: (event: KernelEvent) => void;
  /** ISO 8601. */
  readonly now: () => string;
}

/** What another kernel hid stays this long, in case that one died before it could empty its trash. */
const trashKeptMs = 86_400_000;

/** What people do to executions after they ran: label them, delete them, and take that back. */
export class ExecutionShelf {
  readonly #ports: ShelfPorts;
  readonly #trashed = new Set<string>();

  constructor(ports: ShelfPorts) {
    this.#ports = ports;
  }

  label(executionIds: readonly string[], change: LabelChange): WorkflowExecution[] {
    return this.#tell(this.#ports.store().label(executionIds, change));
  }

  trash(executionIds: readonly string[]): string[] {
    const trashed = this.#ports.store().trash(executionIds);
    for (const executionId of trashed) this.#trashed.add(executionId);
    return this.#tellDeleted(trashed);
  }

  restore(executionIds: readonly string[]): WorkflowExecution[] {
    const restored = this.#ports.store().restore(executionIds);
    for (const { executionId } of restored) this.#trashed.delete(executionId);
    return this.#tell(restored);
  }

  delete(executionIds: readonly string[]): string[] {
    return this.#tellDeleted(this.#ports.store().delete(executionIds));
  }

  /** When nobody can take anything back any more. A disk or a lock in the way leaves it to the next one that closes. */
  emptyTrash(): void {
    const store = this.#ports.store();
    if (store.readOnly !== null) return;
    try {
      if (this.#trashed.size > 0) store.delete([...this.#trashed]);
      store.emptyTrash(new Date(Date.parse(this.#ports.now()) - trashKeptMs).toISOString());
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }

  #tell(executions: readonly WorkflowExecution[]): WorkflowExecution[] {
    const records = executions.map(this.#ports.completed);
    for (const execution of records) this.#ports.emit({ type: "execution", execution });
    return records;
  }

  #tellDeleted(deleted: string[]): string[] {
    if (deleted.length > 0) this.#ports.emit({ type: "store", deleted });
    return deleted;
  }
}
