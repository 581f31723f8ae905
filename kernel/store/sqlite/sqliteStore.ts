import { statSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { executionIdOf } from "../../model/executionId.ts";
import type {
  Progress,
  TraceBatch,
  WorkflowBundle,
  WorkflowDefinitionRecord,
  WorkflowExecution,
} from "../../model/index.ts";
import type { TraceSummary } from "../../summary/traceSummary.ts";
import { startedFromOf } from "../startedFrom.ts";
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
} from "../store.ts";
import { StoreError } from "../storeError.ts";
import { bringForwardInMemory } from "./earlierVersion.ts";
import { ExecutionLabelling } from "./executionLabels.ts";
import { ExecutionSearch } from "./executionSearch.ts";
import { explainSqlError } from "./explainSqlError.ts";
import { searchGroups } from "./groupSearch.ts";
import { healthOf } from "./health.ts";
import { migrations, versionOf } from "./migrations.ts";
import { type DatabaseOptions, openDatabase } from "./openDatabase.ts";
import {
  definitionColumns,
  definitionOf,
  executionColumns,
  executionOf,
  packBundle,
  type Row,
  unpackBundle,
} from "./rows.ts";
import { TraceChunks } from "./traceChunks.ts";

/** Bits of `cancel_requested`: of the execution itself, and of the batch that it is the first of. */
const cancels = { one: 1, batch: 2 };

export interface SqliteStoreOptions extends DatabaseOptions {
  /** ISO 8601 in UTC, for `created_at` and `updated_at`. */
  readonly now?: () => string;
}

/** Executions in one SQLite file, shared by any number of processes. Every call is one transaction. */
export class SqliteStore implements ExecutionStore {
  readonly location: string;
  readonly readOnly: string | null;
  readonly warnings: readonly string[];
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #traces: TraceChunks;
  readonly #search: ExecutionSearch;
  readonly #labelling: ExecutionLabelling;
  readonly #now: () => string;
  /** Inode of the file that was opened: a file that was deleted or replaced takes inserts into nowhere. */
  readonly #inode: bigint | null;
  #seenVersion: number | undefined;
  #hasWritten = false;
  #seenCounter: number | undefined;

  /** Throws a `StoreError` when the file cannot be read. */
  constructor(file: string, options: SqliteStoreOptions = {}) {
    const { database, readOnly, warnings } = openDatabase(file, options);
    this.location = file;
    this.readOnly = readOnly;
    this.warnings = warnings;
    this.#database = database;
    if (versionOf(database) < migrations.length) bringForwardInMemory(database);
    this.#traces = new TraceChunks((sql) => this.#prepare(sql));
    this.#now = options.now ?? (() => new Date().toISOString());
    this.#search = new ExecutionSearch((sql) => this.#prepare(sql), this.#now);
    this.#labelling = new ExecutionLabelling((sql) => this.#prepare(sql));
    this.#inode = inodeOf(file);
  }

  get isGone(): boolean {
    return this.#inode !== null && inodeOf(this.location) !== this.#inode;
  }

  saveDefinition(definition: NewDefinition): WorkflowDefinitionRecord {
    return this.#write(() => {
      const { name, version, sourceHash, bundleHash } = definition;
      const known = this.#prepare(
        `SELECT ${definitionColumns} FROM workflow_definition
         WHERE workflow_name = ? AND version = ? AND bundle_hash = ? AND source_hash = ?`,
      ).get(name, version, bundleHash, sourceHash);
      if (known !== undefined) return definitionOf(known);
      const now = this.#now();
      const row = this.#prepare(
        `INSERT INTO workflow_definition (workflow_name, version, revision, workflow_type, description, definition,
           parameter_values, file, source_hash, bundle_hash, bundle, created_by, created_at, updated_at)
         VALUES (?1, ?2, (SELECT coalesce(max(revision), 0) + 1 FROM workflow_definition WHERE workflow_name = ?1 AND version = ?2),
           ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
         RETURNING ${definitionColumns}`,
      ).get(
        name,
        version,
        definition.workflowType,
        definition.description,
        definition.source,
        JSON.stringify({ schema: definition.parameterSchema, defaults: definition.defaults }),
        definition.file,
        sourceHash,
        bundleHash,
        packBundle(definition.bundle),
        definition.createdBy,
        now,
      );
      return definitionOf(row!);
    });
  }

  definition(definitionId: number): WorkflowDefinitionRecord | undefined {
    return this.#read(() => {
      const row = this.#prepare(`SELECT ${definitionColumns} FROM workflow_definition WHERE definition_id = ?`).get(
        definitionId,
      );
      return row === undefined ? undefined : definitionOf(row);
    });
  }

  definitions(workflowName?: string): WorkflowDefinitionRecord[] {
    return this.#read(() =>
      this.#prepare(
        `SELECT ${definitionColumns} FROM workflow_definition WHERE ?1 IS NULL OR workflow_name = ?1 ORDER BY definition_id DESC`,
      )
        .all(workflowName ?? null)
        .map(definitionOf),
    );
  }

  bundle(definitionId: number): WorkflowBundle | undefined {
    return this.#read(() => {
      const row = this.#prepare("SELECT bundle FROM workflow_definition WHERE definition_id = ?").get(definitionId);
      return row === undefined ? undefined : unpackBundle(row.bundle);
    });
  }

  begin(execution: NewExecution): WorkflowExecution {
    this.#refuseIfGone();
    return this.#write(() => {
      const changed = this.#countChange();
      // "a-b" of "c" and "a" of "b-c" spell the same id: the second one takes the next number.
      for (;;) {
        const row = this.#insert(execution, this.#nextNumber(execution.workflowName, execution.executedBy), changed);
        if (row !== undefined) return executionOf(row);
      }
    });
  }

  appendTrace(executionId: string, batch: TraceBatch): void {
    this.#write(() => this.#traces.append(this.#knownSequence(executionId), batch));
  }

  saveProgress(progress: Progress): void {
    const { executionId, ...figures } = progress;
    this.#write(() =>
      this.#prepare(
        `INSERT OR REPLACE INTO execution_progress
         SELECT sequence, ? FROM workflow_execution WHERE execution_id = ? AND status IN ('queued', 'running')`,
      ).run(JSON.stringify(figures), executionId),
    );
  }

  progress(): Progress[] {
    return this.#read(() =>
      this.#prepare(
        `SELECT execution_id, figures FROM execution_progress JOIN workflow_execution ON sequence = execution
         ORDER BY execution`,
      )
        .all()
        .map(({ execution_id, figures }) => ({
          executionId: execution_id as string,
          ...(JSON.parse(figures as string) as Omit<Progress, "executionId">),
        })),
    );
  }

  finish(executionId: string, end: ExecutionEnd, lastOfTrace?: TraceBatch): boolean {
    this.#refuseIfGone();
    return this.#write(() => {
      const sequence = this.#knownSequence(executionId);
      const { changes } = this.#prepare(
        `UPDATE workflow_execution SET status = ?, end_reason = ?, end_time = ?, simulated_end_time = ?, performance_metrics = ?,
           error_message = ?, stack_trace = ?, trace_hash = ?, notes = ?, changed = ?
         WHERE sequence = ? AND status IN ('queued', 'running')`,
      ).run(
        end.status,
        end.endReason,
        end.endTime,
        end.simulatedEndTime,
        end.performanceMetrics === null ? null : JSON.stringify(end.performanceMetrics),
        end.errorMessage,
        end.stackTrace,
        end.traceHash,
        end.notes === undefined || end.notes.length === 0 ? null : JSON.stringify(end.notes),
        this.#countChange(),
        sequence,
      );
      if (changes === 0) return false;
      if (lastOfTrace !== undefined) this.#traces.append(sequence, lastOfTrace);
      this.#traces.ended(sequence);
      this.#prepare("DELETE FROM execution_progress WHERE execution = ?").run(sequence);
      return true;
    });
  }

  execution(executionId: string): WorkflowExecution | undefined {
    return this.#read(() => {
      const row = this.#prepare(
        `SELECT ${executionColumns} FROM workflow_execution WHERE execution_id = ? AND trashed_at IS NULL`,
      ).get(executionId);
      return row === undefined ? undefined : executionOf(row);
    });
  }

  executions(query: ExecutionQuery = {}): WorkflowExecution[] {
    return this.#read(() => this.#search.list(query));
  }

  count(query: ExecutionQuery = {}): number {
    return this.#read(() => this.#search.count(query));
  }

  groups(by: GroupedBy, query: ExecutionQuery = {}): ExecutionGroups {
    return this.#read(() => searchGroups((sql) => this.#prepare(sql), by, this.#search.filter(query)));
  }

  knownValues(): KnownValues {
    return this.#read(() => this.#search.knownValues());
  }

  *trace(executionId: string, window?: TimeWindow): Generator<TraceBatch> {
    const sequence = this.#read(() => this.#sequenceOf(executionId));
    if (sequence !== undefined) yield* this.#batches(sequence, 0, window);
  }

  *traceFrom(executionId: string, record: number): Generator<TraceBatch> {
    const sequence = this.#read(() => this.#sequenceOf(executionId));
    if (sequence === undefined) return;
    const first = this.#read(() => this.#traces.holding(sequence, record));
    if (first === undefined) return;
    yield first;
    yield* this.#batches(sequence, first.first + first.length);
  }

  *#batches(sequence: number, from: number, window?: TimeWindow): Generator<TraceBatch> {
    let position = from;
    for (;;) {
      // One chunk at a time, so that a long trace is never in memory as a whole.
      const batch = this.#read(() => this.#traces.next(sequence, position, window));
      if (batch === undefined) return;
      position = batch.first + batch.length;
      yield batch;
    }
  }

  *traceSummaries(executionId: string, from = 0): Generator<TraceSummary> {
    const sequence = this.#read(() => this.#sequenceOf(executionId));
    if (sequence === undefined) return;
    let position = from;
    for (;;) {
      const summaries = this.#read(() => this.#traces.summaries(sequence, position));
      if (summaries.length === 0) return;
      for (const summary of summaries) {
        position = summary.first + summary.length;
        yield summary;
      }
    }
  }

  traceLength(executionId: string): number {
    return this.#read(() => {
      const sequence = this.#sequenceOf(executionId);
      return sequence === undefined ? 0 : this.#traces.length(sequence);
    });
  }

  requestCancel(executionId: string): boolean {
    return this.#write(() => {
      const { changes } = this.#prepare(
        `UPDATE workflow_execution SET cancel_requested = cancel_requested | ${cancels.one}, changed = ?
         WHERE execution_id = ? AND status IN ('queued', 'running')`,
      ).run(this.#countChange(), executionId);
      return changes > 0;
    });
  }

  cancelBatch(executionId: string): boolean {
    return this.#write(() => {
      const { changes } = this.#prepare(
        `UPDATE workflow_execution SET cancel_requested = cancel_requested | ${cancels.batch} WHERE execution_id = ?`,
      ).run(executionId);
      return changes > 0;
    });
  }

  isBatchCancelled(executionId: string): boolean {
    return this.#read(() => {
      const row = this.#prepare(
        `SELECT cancel_requested & ${cancels.batch} AS cancelled FROM workflow_execution WHERE execution_id = ?`,
      ).get(executionId);
      return row !== undefined && row.cancelled !== 0;
    });
  }

  label(executionIds: readonly string[], change: LabelChange): WorkflowExecution[] {
    return this.#write(() => this.#labelling.label(executionIds, change, this.#countChange()));
  }

  trash(executionIds: readonly string[]): string[] {
    return this.#write(() => this.#labelling.trash(executionIds, this.#now(), this.#countChange()));
  }

  restore(executionIds: readonly string[]): WorkflowExecution[] {
    return this.#write(() => this.#labelling.restore(executionIds, this.#countChange()));
  }

  emptyTrash(before: string): string[] {
    return this.#remove(() => this.#labelling.trashedBefore(before));
  }

  delete(executionIds: readonly string[]): string[] {
    return this.#remove(() => executionIds);
  }

  #remove(chosen: () => readonly string[]): string[] {
    const removed = this.#write(() => this.#labelling.delete(chosen(), this.#countChange()));
    // Gives the space back to the system; older files, made without that setting, keep it for later records.
    if (removed.length > 0) this.#read(() => this.#database.exec("PRAGMA incremental_vacuum"));
    return removed;
  }

  changes(cursor?: number): StoreChanges {
    return this.#read(() => {
      // SQLite's own counter of commits by other connections: no table is read while nothing has changed.
      const version = Number(this.#prepare("PRAGMA data_version").get()!.data_version);
      const othersWrote = this.#seenVersion !== undefined && version !== this.#seenVersion;
      const nothing = { executions: [], deleted: [], cancelRequested: [], othersWrote };
      if (cursor !== undefined && cursor === this.#seenCounter && !othersWrote && !this.#hasWritten)
        return { cursor, ...nothing };
      this.#seenVersion = version;
      this.#hasWritten = false;
      this.#seenCounter = Number(this.#prepare("SELECT changes FROM store_counter").get()!.changes);
      if (cursor === undefined || cursor >= this.#seenCounter) return { cursor: this.#seenCounter, ...nothing };
      const ids = (sql: string) =>
        this.#prepare(sql)
          .all(cursor)
          .map((row) => row.execution_id as string);
      return {
        cursor: this.#seenCounter,
        executions: this.#prepare(
          `SELECT ${executionColumns} FROM workflow_execution WHERE changed > ? AND trashed_at IS NULL ORDER BY changed`,
        )
          .all(cursor)
          .map(executionOf),
        deleted: ids("SELECT execution_id FROM deleted_execution WHERE changed > ?"),
        cancelRequested: ids(
          `SELECT execution_id FROM workflow_execution
           WHERE changed > ? AND cancel_requested & ${cancels.one} != 0 AND status IN ('queued', 'running')`,
        ),
        othersWrote,
      };
    });
  }

  health(): StoreHealth {
    return this.#read(() =>
      healthOf(
        this.#database,
        this.location,
        this.readOnly === null ? this.warnings : [...this.warnings, this.readOnly],
      ),
    );
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** Undefined when the id is taken. */
  #insert(execution: NewExecution, number: number, changed: number): Row | undefined {
    const { workflowName, executedBy } = execution;
    const executionId = executionIdOf(workflowName, executedBy, number);
    const startedFrom = startedFromOf(execution, executionId);
    return this.#prepare(
      `INSERT INTO workflow_execution (execution_id, workflow_name, executed_by, number, workflow_version, workflow_definition,
         status, parameter_values, parameter_origins, run_options, start_time, execution_environment, started_from, changed)
       VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (execution_id) DO NOTHING RETURNING ${executionColumns}`,
    ).get(
      executionId,
      workflowName,
      executedBy,
      number,
      execution.workflowVersion,
      execution.definitionId,
      JSON.stringify(execution.parameterValues),
      JSON.stringify(execution.parameterOrigins),
      JSON.stringify(execution.runOptions),
      execution.startTime,
      JSON.stringify(execution.executionEnvironment),
      startedFrom === null ? null : JSON.stringify(startedFrom),
      changed,
    );
  }

  #nextNumber(workflowName: string, executedBy: string): number {
    const row = this.#prepare(
      `INSERT INTO execution_number VALUES (?, ?, 1)
       ON CONFLICT DO UPDATE SET last_number = last_number + 1 RETURNING last_number`,
    ).get(workflowName, executedBy);
    return row!.last_number as number;
  }

  #countChange(): number {
    const row = this.#prepare("UPDATE store_counter SET changes = changes + 1 RETURNING changes").get();
    return row!.changes as number;
  }

  #sequenceOf(executionId: string): number | undefined {
    const row: Row | undefined = this.#prepare("SELECT sequence FROM workflow_execution WHERE execution_id = ?").get(
      executionId,
    );
    return row?.sequence as number | undefined;
  }

  #knownSequence(executionId: string): number {
    const sequence = this.#sequenceOf(executionId);
    if (sequence === undefined) {
      throw new StoreError(
        "unknown-execution",
        this.location,
        `There is no execution "${executionId}" in ${this.location}.`,
      );
    }
    return sequence;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw explainSqlError(error, this.location);
    }
  }

  /** IMMEDIATE takes the write lock at once: a transaction that starts by reading cannot wait for it later. */
  #write<T>(write: () => T): T {
    if (this.readOnly !== null) throw new StoreError("read-only", this.location, this.readOnly);
    return this.#read(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const result = write();
        this.#database.exec("COMMIT");
        // SQLite counts the commits of others only.
        this.#hasWritten = true;
        return result;
      } catch (error) {
        // On a full disk SQLite has rolled back already, and a second ROLLBACK would hide the cause.
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  #refuseIfGone(): void {
    if (this.isGone) {
      throw new StoreError(
        "gone",
        this.location,
        `${this.location} was deleted or replaced while it was open, so nothing can be recorded in it now. What runs can still be exported; the next execution starts a new file.`,
      );
    }
  }
}

function inodeOf(file: string): bigint | null {
  try {
    return statSync(file, { bigint: true }).ino;
  } catch {
    return null;
  }
}
