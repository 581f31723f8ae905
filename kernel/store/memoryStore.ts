import { executionIdOf } from "../model/executionId.ts";
import type {
  Progress,
  TraceBatch,
  WorkflowBundle,
  WorkflowDefinitionRecord,
  WorkflowExecution,
} from "../model/index.ts";
import { summarise, type TraceSummary } from "../summary/index.ts";
import { groupsOf, ordered, queryTest, valuesOf } from "./inMemory.ts";
import { changedLabels, isPlain, noLabels } from "./labels.ts";
import { startedFromOf } from "./startedFrom.ts";
import type {
  ExecutionEnd,
  ExecutionGroups,
  ExecutionQuery,
  ExecutionStore,
  GroupedBy,
  KnownValues,
  LabelChange,
  NewDefinition,
  NewExecution,
  StoreChanges,
  StoreHealth,
  TimeWindow,
} from "./store.ts";
import { StoreError } from "./storeError.ts";

/** Executions that live as long as this process: for tests, and where nothing can be written. */
export class MemoryStore implements ExecutionStore {
  readonly location: string = "memory";
  readonly readOnly: string | null = null;
  readonly warnings: readonly string[] = [];
  readonly #now: () => string;
  readonly #definitions: WorkflowDefinitionRecord[] = [];
  readonly #bundles: WorkflowBundle[] = [];
  /** In order of start. */
  readonly #executions = new Map<string, Entry>();
  readonly #numbers = new Map<string, number>();
  readonly #deleted: { readonly executionId: string; readonly changed: number }[] = [];
  #counter = 0;

  constructor(options: { readonly now?: () => string } = {}) {
    this.#now = options.now ?? (() => new Date().toISOString());
  }

  saveDefinition(definition: NewDefinition): WorkflowDefinitionRecord {
    const { bundle, ...rest } = definition;
    const siblings = this.#definitions.filter(({ name, version }) => name === rest.name && version === rest.version);
    const known = siblings.find(
      ({ sourceHash, bundleHash }) => sourceHash === rest.sourceHash && bundleHash === rest.bundleHash,
    );
    if (known !== undefined) return known;
    const now = this.#now();
    const record: WorkflowDefinitionRecord = {
      ...rest,
      definitionId: this.#definitions.length + 1,
      revision: siblings.length + 1,
      createdAt: now,
      updatedAt: now,
    };
    this.#definitions.push(record);
    this.#bundles.push(bundle);
    return record;
  }

  definition(definitionId: number): WorkflowDefinitionRecord | undefined {
    return this.#definitions[definitionId - 1];
  }

  definitions(workflowName?: string): WorkflowDefinitionRecord[] {
    return this.#definitions.filter(({ name }) => workflowName === undefined || name === workflowName).reverse();
  }

  bundle(definitionId: number): WorkflowBundle | undefined {
    return this.#bundles[definitionId - 1];
  }

  begin(execution: NewExecution): WorkflowExecution {
    const { workflowName, executedBy } = execution;
    const key = JSON.stringify([workflowName, executedBy]);
    let number = this.#numbers.get(key) ?? 0;
    let executionId: string;
    do {
      number += 1;
      executionId = executionIdOf(workflowName, executedBy, number);
    } while (this.#executions.has(executionId));
    this.#numbers.set(key, number);
    const { beginsBatch: _, ...begun } = execution;
    const record: WorkflowExecution = {
      ...structuredClone(begun),
      startedFrom: startedFromOf(execution, executionId),
      executionId,
      number,
      status: "running",
      endReason: null,
      endTime: null,
      simulatedEndTime: null,
      performanceMetrics: null,
      errorMessage: null,
      stackTrace: null,
      traceHash: null,
    };
    this.#counter += 1;
    this.#executions.set(executionId, {
      record,
      trace: [],
      length: 0,
      changed: this.#counter,
      cancelRequested: false,
      isBatchCancelled: false,
      trashedAt: null,
      progress: undefined,
    });
    return record;
  }

  saveProgress(progress: Progress): void {
    const entry = this.#known(progress.executionId);
    if (!isOver(entry.record)) entry.progress = progress;
  }

  progress(): Progress[] {
    return [...this.#executions.values()].flatMap(({ progress = [] }) => progress);
  }

  appendTrace(executionId: string, batch: TraceBatch): void {
    const entry = this.#known(executionId);
    if (batch.first !== entry.length) {
      throw new RangeError(`The trace goes on at record ${entry.length}, not ${batch.first}.`);
    }
    entry.trace.push(batch);
    entry.length += batch.length;
  }

  finish(executionId: string, end: ExecutionEnd, lastOfTrace?: TraceBatch): boolean {
    const entry = this.#known(executionId);
    if (isOver(entry.record)) return false;
    if (lastOfTrace !== undefined) this.appendTrace(executionId, lastOfTrace);
    const { notes, ...rest } = end;
    entry.progress = undefined;
    entry.record = { ...entry.record, ...rest, ...(notes === undefined || notes.length === 0 ? {} : { notes }) };
    this.#counter += 1;
    entry.changed = this.#counter;
    return true;
  }

  execution(executionId: string): WorkflowExecution | undefined {
    const entry = this.#executions.get(executionId);
    return entry?.trashedAt === null ? entry.record : undefined;
  }

  executions(query: ExecutionQuery = {}): WorkflowExecution[] {
    const inOrder = ordered(this.#found(query), query.order);
    const from =
      query.after === undefined ? 0 : inOrder.findIndex(({ executionId }) => executionId === query.after) + 1;
    if (query.after !== undefined && from === 0) return [];
    return inOrder.slice(from, from + (query.limit ?? 100));
  }

  count(query: ExecutionQuery = {}): number {
    return this.#found(query).length;
  }

  groups(by: GroupedBy, query: ExecutionQuery = {}): ExecutionGroups {
    return groupsOf(this.#found(query), by);
  }

  knownValues(): KnownValues {
    return valuesOf(this.#found({}));
  }

  /** Newest first. */
  #found(query: ExecutionQuery): WorkflowExecution[] {
    const fits = queryTest(query, new Date(this.#now()));
    return [...this.#executions.values()]
      .filter(({ trashedAt, record }) => trashedAt === null && fits(record))
      .map(({ record }) => record)
      .reverse();
  }

  *trace(executionId: string, window?: TimeWindow): Generator<TraceBatch> {
    yield* this.#batches(
      executionId,
      ({ times, length }) => window === undefined || (times[0]! <= window.to && times[length - 1]! >= window.from),
    );
  }

  *traceFrom(executionId: string, record: number): Generator<TraceBatch> {
    yield* this.#batches(executionId, ({ first, length }) => first + length > record);
  }

  *#batches(executionId: string, isWanted: (batch: TraceBatch) => boolean): Generator<TraceBatch> {
    const earlierNames: string[] = [];
    let started = false;
    for (const batch of this.#executions.get(executionId)?.trace ?? []) {
      const touches = isWanted(batch);
      if (touches && !started) {
        started = true;
        yield { ...batch, firstName: 0, newNames: [...earlierNames, ...batch.newNames] };
      } else if (touches) {
        yield batch;
      }
      earlierNames.push(...batch.newNames);
    }
  }

  *traceSummaries(executionId: string, from = 0): Generator<TraceSummary> {
    const names: string[] = [];
    for (const batch of this.#executions.get(executionId)?.trace ?? []) {
      names.push(...batch.newNames);
      if (batch.first + batch.length > from) yield summarise(batch, names);
    }
  }

  traceLength(executionId: string): number {
    return this.#executions.get(executionId)?.length ?? 0;
  }

  requestCancel(executionId: string): boolean {
    const entry = this.#executions.get(executionId);
    if (entry === undefined || isOver(entry.record)) return false;
    this.#counter += 1;
    entry.changed = this.#counter;
    entry.cancelRequested = true;
    return true;
  }

  cancelBatch(executionId: string): boolean {
    const entry = this.#executions.get(executionId);
    if (entry !== undefined) entry.isBatchCancelled = true;
    return entry !== undefined;
  }

  isBatchCancelled(executionId: string): boolean {
    return this.#executions.get(executionId)?.isBatchCancelled === true;
  }

  label(executionIds: readonly string[], change: LabelChange): WorkflowExecution[] {
    return this.#change(executionIds, (entry) => {
      if (entry.trashedAt !== null) return false;
      const { labels = noLabels, ...rest } = entry.record;
      const changed = changedLabels(labels, change);
      entry.record = isPlain(changed) ? rest : { ...rest, labels: changed };
      return true;
    }).map(({ record }) => record);
  }

  trash(executionIds: readonly string[]): string[] {
    const trashed = this.#change(executionIds, (entry) => {
      if (entry.trashedAt !== null || isKept(entry.record)) return false;
      entry.trashedAt = this.#now();
      return true;
    }).map(({ record }) => record.executionId);
    for (const executionId of trashed) this.#deleted.push({ executionId, changed: this.#counter });
    return trashed;
  }

  restore(executionIds: readonly string[]): WorkflowExecution[] {
    return this.#change(executionIds, (entry) => {
      if (entry.trashedAt === null) return false;
      entry.trashedAt = null;
      return true;
    }).map(({ record }) => record);
  }

  emptyTrash(before: string): string[] {
    const old = [...this.#executions].filter(([, { trashedAt }]) => trashedAt !== null && trashedAt < before);
    return this.delete(old.map(([executionId]) => executionId));
  }

  delete(executionIds: readonly string[]): string[] {
    const deleted = executionIds.filter((executionId) => {
      const record = this.#executions.get(executionId)?.record;
      return record !== undefined && !isKept(record) && this.#executions.delete(executionId);
    });
    this.#counter += 1;
    for (const executionId of deleted) this.#deleted.push({ executionId, changed: this.#counter });
    return deleted;
  }

  #change(executionIds: readonly string[], change: (entry: Entry) => boolean): Entry[] {
    this.#counter += 1;
    return executionIds.flatMap((executionId) => {
      const entry = this.#executions.get(executionId);
      if (entry === undefined || !change(entry)) return [];
      entry.changed = this.#counter;
      return [entry];
    });
  }

  get isGone(): boolean {
    return false;
  }

  changes(cursor?: number): StoreChanges {
    const since = cursor ?? this.#counter;
    const changed = [...this.#executions.values()].filter((entry) => entry.changed > since && entry.trashedAt === null);
    return {
      cursor: this.#counter,
      executions: changed.sort((a, b) => a.changed - b.changed).map(({ record }) => record),
      deleted: this.#deleted
        .filter(({ executionId, changed: at }) => at > since && this.execution(executionId) === undefined)
        .map(({ executionId }) => executionId),
      cancelRequested: changed
        .filter(({ cancelRequested, record }) => cancelRequested && !isOver(record))
        .map(({ record }) => record.executionId),
      othersWrote: false,
    };
  }

  health(): StoreHealth {
    return { facts: { executions: String(this.#executions.size) }, problems: [] };
  }

  close(): void {
    // Nothing is held open.
  }

  #known(executionId: string): Entry {
    const entry = this.#executions.get(executionId);
    if (entry === undefined)
      throw new StoreError("unknown-execution", this.location, `There is no execution "${executionId}".`);
    return entry;
  }
}

interface Entry {
  record: WorkflowExecution;
  readonly trace: TraceBatch[];
  length: number;
  changed: number;
  cancelRequested: boolean;
  /** Of the batch that it is the first of. */
  isBatchCancelled: boolean;
  trashedAt: string | null;
  progress: Progress | undefined;
}

function isOver({ status }: WorkflowExecution): boolean {
  return status !== "queued" && status !== "running";
}

function isKept(record: WorkflowExecution): boolean {
  return !isOver(record) || record.labels?.protected === true;
}
