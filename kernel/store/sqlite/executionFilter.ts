import type { SQLInputValue } from "node:sqlite";
import { requireQuery } from "../../query/index.ts";
import type { ExecutionQuery } from "../store.ts";
import { type Params, querySql, valueSql } from "./querySql.ts";
import { storedFalse, storedTrue } from "./searchValues.ts";

/** Conditions over the columns of `workflow_execution`, and their values. */
export interface ExecutionFilter {
  readonly where: string;
  readonly values: readonly SQLInputValue[];
  /** Every execution that is not deleted fits. */
  readonly isEverything: boolean;
}

/** What a query finds as SQL, without its order and page. Names and values of users go in as values, never as SQL. Throws a `QueryError`. */
export function executionFilter(query: ExecutionQuery, now: Date): ExecutionFilter {
  const conditions = ["trashed_at IS NULL"];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...given: SQLInputValue[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  const addValue = (not: string, name: string, condition: (value: string, params: Params) => string) => {
    const params: Params = [];
    add(`${not}${valueSql({ value: name }, (value) => condition(value, params), params)}`, ...params);
  };
  const is = (wanted: string | number) => (value: string, params: Params) => {
    params.push(wanted);
    return `${value} = ?`;
  };
  if (query.workflowName !== undefined) add("workflow_name = ?", query.workflowName);
  if (query.executedBy !== undefined) add("executed_by = ?", query.executedBy);
  if (query.status !== undefined) {
    add(`status IN (${query.status.map(() => "?").join(", ")})`, ...query.status);
  }
  const { withoutParameter, parameters = {} } = query;
  for (const origin of ["notebook", "batch"] as const) {
    const wanted = query[origin];
    if (wanted === null) addValue("NOT ", origin, () => "1");
    else if (wanted !== undefined) addValue("", origin, is(wanted));
  }
  if (withoutParameter !== undefined) addValue("NOT ", `parameter.${withoutParameter}`, () => "1");
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === "number" || typeof value === "string") addValue("", `parameter.${name}`, is(value));
    else if (typeof value === "boolean") {
      addValue("", `parameter.${name}`, (stored) => `${stored} = ${value ? storedTrue : storedFalse}`);
    } else add("parameter_values -> ? = json(?)", `$.${JSON.stringify(name)}`, JSON.stringify(value));
  }
  if (query.startedFrom !== undefined) add("start_time >= ?", query.startedFrom);
  if (query.startedBefore !== undefined) add("start_time < ?", query.startedBefore);
  if (query.matching !== undefined && query.matching.trim() !== "") {
    const { where, params } = querySql(requireQuery(query.matching), now);
    add(where, ...params);
  }
  return { where: conditions.join(" AND "), values, isEverything: conditions.length === 1 };
}
