import type { StatementSync } from "node:sqlite";
import type { WorkflowExecution } from "../../model/index.ts";
import { changedLabels, noLabels } from "../labels.ts";
import type { LabelChange } from "../store.ts";
import { executionColumns, executionOf } from "./rows.ts";

type Prepare = (sql: string) => StatementSync;

const isOver = "status NOT IN ('queued', 'running')";

/** What people do to executions after they began: labels, the trash, and removing. Each call is part of a transaction; `changed` is its number. */
export class ExecutionLabelling {
  readonly #prepare: Prepare;

  constructor(prepare: Prepare) {
    this.#prepare = prepare;
  }

  label(executionIds: readonly string[], change: LabelChange, changed: number): WorkflowExecution[] {
    return executionIds.flatMap((executionId) => {
      const known = this.#listed(executionId);
      if (known === undefined) return [];
      const labels = changedLabels(known.labels ?? noLabels, change);
      const row = this.#prepare(
        `UPDATE workflow_execution SET pinned = ?, protected = ?, note = ?, tags = ?, changed = ? WHERE execution_id = ? RETURNING ${executionColumns}`,
      ).get(
        Number(labels.pinned),
        Number(labels.protected),
        labels.note,
        labels.tags.length === 0 ? null : JSON.stringify(labels.tags),
        changed,
        executionId,
      );
      return [executionOf(row!)];
    });
  }

  trash(executionIds: readonly string[], now: string, changed: number): string[] {
    return executionIds.filter((executionId) => {
      const { changes } = this.#prepare(
        `UPDATE workflow_execution SET trashed_at = ?, changed = ? WHERE execution_id = ? AND trashed_at IS NULL AND protected = 0 AND ${isOver}`,
      ).run(now, changed, executionId);
      if (changes === 0) return false;
      this.#tellDeleted(executionId, changed);
      return true;
    });
  }

  restore(executionIds: readonly string[], changed: number): WorkflowExecution[] {
    return executionIds.flatMap((executionId) => {
      const row = this.#prepare(
        `UPDATE workflow_execution SET trashed_at = NULL, changed = ? WHERE execution_id = ? AND trashed_at IS NOT NULL RETURNING ${executionColumns}`,
      ).get(changed, executionId);
      if (row === undefined) return [];
      this.#prepare("DELETE FROM deleted_execution WHERE execution_id = ?").run(executionId);
      return [executionOf(row)];
    });
  }

  trashedBefore(moment: string): string[] {
    return this.#prepare("SELECT execution_id FROM workflow_execution WHERE trashed_at < ?")
      .all(moment)
      .map((row) => String(row.execution_id));
  }

  delete(executionIds: readonly string[], changed: number): string[] {
    return executionIds.filter((executionId) => {
      const { changes } = this.#prepare(
        `DELETE FROM workflow_execution WHERE execution_id = ? AND protected = 0 AND ${isOver}`,
      ).run(executionId);
      if (changes === 0) return false;
      this.#tellDeleted(executionId, changed);
      return true;
    });
  }

  #listed(executionId: string): WorkflowExecution | undefined {
    const row = this.#prepare(
      `SELECT ${executionColumns} FROM workflow_execution WHERE execution_id = ? AND trashed_at IS NULL`,
    ).get(executionId);
    return row === undefined ? undefined : executionOf(row);
  }

  /** So that other processes hear of it. */
  #tellDeleted(executionId: string, changed: number): void {
    this.#prepare("INSERT INTO deleted_execution VALUES (?, ?)").run(changed, executionId);
  }
}
