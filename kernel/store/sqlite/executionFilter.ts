import type { SQLInputValue } from "node:sqlite";
import type { ExecutionQuery } from "../store.ts";

/** A query as SQL conditions and their values. Parameter names go in as values, never as SQL. */
export function executionFilter(query: ExecutionQuery): { where: string; values: SQLInputValue[] } {
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...given: SQLInputValue[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.workflowName !== undefined) add("workflow_name = ?", query.workflowName);
  if (query.executedBy !== undefined) add("executed_by = ?", query.executedBy);
  if (query.status !== undefined) {
    add(`status IN (${query.status.map(() => "?").join(", ")})`, ...query.status);
  }
  for (const [name, value] of Object.entries(query.parameters ?? {})) {
    // `->` gives the value as JSON text, so that 1 and "1" differ; both sides are written by SQLite itself.
    add(
      "json_extract(parameter_values, ?) IS json_extract(?, '$') AND json_type(parameter_values, ?) IS NOT NULL",
      jsonPath(name),
      JSON.stringify(value),
      jsonPath(name),
    );
  }
  if (query.startedFrom !== undefined) add("start_time >= ?", query.startedFrom);
  if (query.startedBefore !== undefined) add("start_time < ?", query.startedBefore);
  if (query.after !== undefined) {
    add("sequence < (SELECT sequence FROM workflow_execution WHERE execution_id = ?)", query.after);
  }
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "", values };
}

function jsonPath(name: string): string {
  return `$.${JSON.stringify(name)}`;
}
