import type { TraceBatch, TraceDifference } from "../../model/index.ts";
import type { ExecutionStore } from "../../store/index.ts";
import { exportTrace } from "../export/exportTrace.ts";
import { batchesFrom } from "./batchesFrom.ts";
import { RecordIndex } from "./recordIndex.ts";
import { recordRows } from "./recordRows.ts";
import type { RecordFilter, RecordRow, RecordsPage } from "./recordsQuery.ts";
import { differenceSteps } from "./traceDifference.ts";
import type { DifferenceQuestion, ExportQuestion, RecordsQuestion, TraceToRead } from "./traceQuestion.ts";

export interface StoredTracesPorts {
  /** Called once, and again when the file was deleted or replaced. */
  readonly openStore: () => ExecutionStore;
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves when others had their turn. */
  readonly nextTurn: () => Promise<void>;
  /** Writes a file from its pieces, in place of one that is there, which stays as it is until the new one is whole. */
  readonly writeFile: (file: string, pieces: Iterable<string>) => Promise<void>;
}

/** Searches that are kept: those of the pages that somebody looks at, four megabytes per million records found. */
const keptSearches = 8;
/** Milliseconds of reading after which another question has its turn. */
const turnMs = 20;
/** Milliseconds after which a search answers with what it has found so far. */
const searchMs = 150;
const mostRows = 1_000;

/** Questions about the records of stored traces. None of them holds a trace as a whole. */
export class StoredTraces {
  readonly #ports: StoredTracesPorts;
  #store: ExecutionStore | undefined;
  /** The one used last is the last. */
  readonly #searches = new Map<string, { readonly index: RecordIndex; reading: Promise<unknown> }>();

  constructor(ports: StoredTracesPorts) {
    this.#ports = ports;
  }

  async records(question: RecordsQuestion): Promise<RecordsPage> {
    const { kinds, levels, text, window, offset = 0, limit = 100, textLength = 1_000 } = question.query;
    const store = this.#currentStore();
    const filter: RecordFilter = {
      ...(kinds && { kinds }),
      ...(levels && { levels }),
      ...(text === undefined || text === "" ? {} : { text }),
      ...(window && { window }),
    };
    const search = this.#searchOf(question.executionId, filter);
    const { index } = search;
    const reading = search.reading.catch(() => {}).then(() => this.#readOn(store, question, index));
    search.reading = reading;
    const isComplete = await reading;
    const positions = index.positions(offset, Math.min(limit, mostRows));
    return {
      rows: rowsAt(store, question, positions, textLength),
      offset,
      found: index.found,
      read: index.read,
      isComplete,
    };
  }

  async difference({ first, second }: DifferenceQuestion): Promise<TraceDifference | null> {
    const store = this.#currentStore();
    const steps = differenceSteps(batchesFrom(store, first, 0), batchesFrom(store, second, 0));
    const turns = new Turns(this.#ports);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await turns.afterStep();
    }
  }

  async export({ execution, waiting, format, file }: ExportQuestion): Promise<void> {
    const trace = batchesFrom(this.#currentStore(), { executionId: execution.executionId, waiting }, 0);
    await this.#ports.writeFile(file, exportTrace({ execution, trace }, format));
  }

  /** Looks at what has come since the last time; false when there was not enough time for all of it. */
  async #readOn(store: ExecutionStore, question: RecordsQuestion, index: RecordIndex): Promise<boolean> {
    const start = this.#ports.now();
    const turns = new Turns(this.#ports);
    const names: string[] = [];
    const { window } = question.query;
    if (window !== undefined && index.read === 0) {
      // What lies before is not read.
      for (const { first } of store.trace(question.executionId, window)) {
        index.skipTo(first);
        break;
      }
    }
    for (const batch of batchesFrom(store, question, index.read)) {
      if (window !== undefined && batch.length > 0 && batch.times[0]! > window.to) return true;
      learnNames(names, batch);
      index.add(batch, names);
      // After at least one batch, so that each question brings it on.
      if (this.#ports.now() - start > searchMs) return false;
      await turns.afterStep();
    }
    return true;
  }

  #searchOf(executionId: string, filter: RecordFilter) {
    const key = JSON.stringify([executionId, filter]);
    const search = this.#searches.get(key) ?? { index: new RecordIndex(filter), reading: Promise.resolve() };
    this.#searches.delete(key);
    this.#searches.set(key, search);
    const [oldest] = this.#searches.keys();
    if (this.#searches.size > keptSearches) this.#searches.delete(oldest!);
    return search;
  }

  /** What lies in place of a file that is gone has other executions, which may bear the same ids. */
  #currentStore(): ExecutionStore {
    if (this.#store?.isGone === true) {
      this.#store.close();
      this.#store = undefined;
      this.#searches.clear();
    }
    this.#store ??= this.#ports.openStore();
    return this.#store;
  }
}

/** Gives others their turn after each `turnMs` of work. */
class Turns {
  readonly #ports: Pick<StoredTracesPorts, "now" | "nextTurn">;
  #started: number;

  constructor(ports: Pick<StoredTracesPorts, "now" | "nextTurn">) {
    this.#ports = ports;
    this.#started = ports.now();
  }

  async afterStep(): Promise<void> {
    if (this.#ports.now() - this.#started < turnMs) return;
    await this.#ports.nextTurn();
    this.#started = this.#ports.now();
  }
}

function learnNames(names: string[], batch: TraceBatch): void {
  for (const [i, name] of batch.newNames.entries()) names[batch.firstName + i] = name;
}

function rowsAt(store: ExecutionStore, trace: TraceToRead, positions: Uint32Array, textLength: number): RecordRow[] {
  const rows: RecordRow[] = [];
  const names: string[] = [];
  let next = 0;
  while (next < positions.length) {
    const before = next;
    for (const batch of batchesFrom(store, trace, positions[next]!)) {
      learnNames(names, batch);
      const end = batch.first + batch.length;
      // Of a gap that has come meanwhile nothing is left.
      while (next < positions.length && positions[next]! < batch.first) next += 1;
      const start = next;
      while (next < positions.length && positions[next]! < end) next += 1;
      rows.push(...recordRows(batch, names, positions.subarray(start, next), textLength));
      // Far apart: the batches between are not read.
      if (next === positions.length || positions[next]! >= end + batch.length) break;
    }
    // It was deleted meanwhile.
    if (next === before) return rows;
  }
  return rows;
}
