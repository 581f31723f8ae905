import type { SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import type { WorkflowExecution } from "../../model/index.ts";
import { orderedBy } from "../orderedBy.ts";
import type { ExecutionQuery, KnownValues } from "../store.ts";
import { type ExecutionFilter, executionFilter } from "./executionFilter.ts";
import { executionColumns, executionOf } from "./rows.ts";

type Prepare = (sql: string) => StatementSync;

/**
 * Lists of executions. Every page is found among the narrow columns of an index first, and only its rows are read whole:
 * a hundred thousand executions cost what a hundred cost, and a filter that fits few costs a walk along an index.
 */
export class ExecutionSearch {
  readonly #prepare: Prepare;
  readonly #now: () => string;

  constructor(prepare: Prepare, now: () => string) {
    this.#prepare = prepare;
    this.#now = now;
  }

  filter(query: ExecutionQuery): ExecutionFilter {
    return executionFilter(query, new Date(this.#now()));
  }

  list(query: ExecutionQuery): WorkflowExecution[] {
    const sequences = this.#page(query);
    const row = this.#prepare(`SELECT ${executionColumns} FROM workflow_execution WHERE sequence = ?`);
    return sequences.flatMap((sequence) => {
      const found = row.get(sequence);
      return found === undefined ? [] : [executionOf(found)];
    });
  }

  count(query: ExecutionQuery): number {
    const { where, values } = this.filter(query);
    return Number(this.#prepare(`SELECT count(*) AS n FROM workflow_execution WHERE ${where}`).get(...values)!.n);
  }

  knownValues(): KnownValues {
    const texts = (sql: string, ...given: SQLInputValue[]) =>
      this.#prepare(`${sql} LIMIT 1000`)
        .all(...given)
        .map((row) => String(Object.values(row)[0]));
    const distinct = (name: string) =>
      texts(
        `SELECT DISTINCT value FROM execution_value WHERE name = (SELECT name_id FROM value_name WHERE value_name.name = ?)
         AND typeof(value) = 'text' ORDER BY value`,
        name,
      );
    const named = (prefix: string) =>
      texts(
        `SELECT substr(name, ?) FROM value_name WHERE substr(name, 1, ?) = ?
         AND EXISTS (SELECT 1 FROM execution_value WHERE execution_value.name = name_id) ORDER BY name`,
        prefix.length + 1,
        prefix.length,
        prefix,
      );
    const column = (name: string) =>
      texts(
        `SELECT DISTINCT ${name} FROM execution_number
         WHERE EXISTS (SELECT 1 FROM workflow_execution w WHERE w.${name} = execution_number.${name} AND w.trashed_at IS NULL) ORDER BY 1`,
      );
    return {
      workflows: column("workflow_name"),
      users: column("executed_by"),
      notebooks: distinct("notebook"),
      batches: distinct("batch"),
      tags: distinct("tag"),
      parameters: named("parameter."),
      counts: named("count."),
      gauges: named("mean."),
    };
  }

  #page(query: ExecutionQuery): number[] {
    const filter = this.filter(query);
    const { order = { by: "start", descending: true }, limit = 100, after } = query;
    const by = orderedBy(order);
    const down = order.descending === true;
    const last = after === undefined ? undefined : this.#place(after, by.kind === "value" ? by.name : undefined);
    if (after !== undefined && last === undefined) return [];
    switch (by.kind) {
      case "start":
        return this.#narrow(filter, "sequence", [], down, last === undefined ? [] : [last.sequence], limit);
      case "column": {
        const at = last === undefined ? [] : [this.#columnOf(by.column, last.sequence), last.sequence];
        return this.#narrow(filter, by.column, ["sequence"], down, at, limit);
      }
      case "value": {
        const found =
          last !== undefined && last.value === undefined ? [] : this.#byValue(filter, by.name, down, last, limit);
        if (found.length >= limit) return found;
        return [...found, ...this.#without(filter, by.name, last, limit - found.length)];
      }
    }
  }

  /** Along columns of the executions themselves, from a place on. */
  #narrow(
    { where, values }: ExecutionFilter,
    column: string,
    more: readonly string[],
    down: boolean,
    at: readonly SQLInputValue[],
    limit: number,
  ): number[] {
    const keys = [column, ...more];
    const from =
      at.length === 0 ? "" : ` AND (${keys.join(", ")}) ${down ? "<" : ">"} (${at.map(() => "?").join(", ")})`;
    const direction = down ? "DESC" : "ASC";
    return numbers(
      this.#prepare(
        `SELECT sequence FROM workflow_execution WHERE ${where}${from} ORDER BY ${keys.map((key) => `${key} ${direction}`).join(", ")} LIMIT ?`,
      ).all(...values, ...at, limit),
      "sequence",
    );
  }

  #byValue(
    { where, values, isEverything }: ExecutionFilter,
    name: string,
    down: boolean,
    last: Place | undefined,
    limit: number,
  ): number[] {
    const from = last?.value === undefined ? "" : ` AND (value, execution) ${down ? "<" : ">"} (?, ?)`;
    const at: SQLInputValue[] = last?.value === undefined ? [] : [last.value, last.sequence];
    const found = isEverything
      ? "execution NOT IN (SELECT sequence FROM workflow_execution WHERE trashed_at IS NOT NULL)"
      : `execution IN (SELECT sequence FROM workflow_execution WHERE ${where})`;
    const direction = down ? "DESC" : "ASC";
    return numbers(
      this.#prepare(
        `SELECT execution FROM execution_value WHERE name = (SELECT name_id FROM value_name WHERE value_name.name = ?)${from} AND ${found}
         ORDER BY value ${direction}, execution ${direction} LIMIT ?`,
      ).all(name, ...at, ...(isEverything ? [] : values), limit),
      "execution",
    );
  }

  /** Those that have no such value, newest first. */
  #without({ where, values }: ExecutionFilter, name: string, last: Place | undefined, limit: number): number[] {
    const isBehind = last !== undefined && last.value === undefined;
    return numbers(
      this.#prepare(
        `SELECT sequence FROM workflow_execution WHERE ${where}${isBehind ? " AND sequence < ?" : ""}
         AND NOT EXISTS (SELECT 1 FROM execution_value WHERE execution = sequence
           AND execution_value.name = (SELECT name_id FROM value_name WHERE value_name.name = ?))
         ORDER BY sequence DESC LIMIT ?`,
      ).all(...values, ...(isBehind ? [last.sequence] : []), name, limit),
      "sequence",
    );
  }

  #place(executionId: string, valueName: string | undefined): Place | undefined {
    const row = this.#prepare("SELECT sequence FROM workflow_execution WHERE execution_id = ?").get(executionId);
    if (row === undefined) return undefined;
    const sequence = Number(row.sequence);
    if (valueName === undefined) return { sequence, value: undefined };
    const value = this.#prepare(
      `SELECT value FROM execution_value WHERE execution = ? AND execution_value.name = (SELECT name_id FROM value_name WHERE value_name.name = ?)`,
    ).get(sequence, valueName)?.value;
    return { sequence, value };
  }

  #columnOf(column: string, sequence: number): SQLInputValue {
    const row = this.#prepare(`SELECT ${column} AS it FROM workflow_execution WHERE sequence = ?`).get(sequence);
    return row!.it as SQLInputValue;
  }
}

/** Where a page ended. */
interface Place {
  readonly sequence: number;
  readonly value: SQLOutputValue | undefined;
}

function numbers(rows: readonly Record<string, SQLOutputValue>[], column: string): number[] {
  return rows.map((row) => Number(row[column]));
}
