import type { SQLInputValue, StatementSync } from "node:sqlite";
import type { ExecutionStatus, Json } from "../../model/index.ts";
import { GroupCounts } from "../executionGroups.ts";
import { type LocalDay, localDay } from "../localDay.ts";
import { type ExecutionGroup, type ExecutionGroups, type GroupedBy, mostGroups } from "../store.ts";
import type { ExecutionFilter } from "./executionFilter.ts";
import { storedValue } from "./searchValues.ts";

type Prepare = (sql: string) => StatementSync;

const columns = { workflow: "workflow_name", user: "executed_by", status: "status" } as const;

/** What a filter finds, put together and counted by SQLite, along its indexes. */
export function searchGroups(prepare: Prepare, by: GroupedBy, filter: ExecutionFilter): ExecutionGroups {
  switch (by) {
    case "workflow":
    case "user":
    case "status":
      return filter.isEverything ? byColumn(prepare, by) : byColumnAmong(prepare, by, filter);
    case "day":
      return filter.isEverything ? byDay(prepare) : byDayAmong(prepare, filter);
    default:
      return byValue(prepare, by, by, filter);
  }
}

/** Each name is counted along an index: that of the names, or of the statuses. */
function byColumn(prepare: Prepare, by: keyof typeof columns): ExecutionGroups {
  const column = columns[by];
  const names =
    by === "status"
      ? `SELECT value AS name FROM json_each('["queued","running","completed","failed","cancelled"]')`
      : `SELECT DISTINCT ${column} AS name FROM execution_number`;
  const counts = new GroupCounts();
  const rows = prepare(
    `SELECT name, (SELECT count(*) FROM workflow_execution WHERE ${column} = name AND trashed_at IS NULL) AS n,
       (SELECT max(sequence) FROM workflow_execution WHERE ${column} = name AND trashed_at IS NULL) AS newest FROM (${names})`,
  ).all();
  for (const { name, n, newest } of rows) if (Number(n) > 0) counts.add(name as Json, null, Number(n), Number(newest));
  const troubles = prepare(
    `SELECT ${column} AS name, status, count(*) AS n FROM workflow_execution
     WHERE status IN ('running', 'queued', 'failed') AND trashed_at IS NULL GROUP BY ${column}, status`,
  ).all();
  for (const { name, status, n } of troubles) counts.addStatus(name as Json, status as ExecutionStatus, Number(n));
  return counts.inOrder(by);
}

function byColumnAmong(
  prepare: Prepare,
  by: keyof typeof columns,
  { where, values }: ExecutionFilter,
): ExecutionGroups {
  const counts = new GroupCounts();
  const rows = prepare(
    `SELECT ${columns[by]} AS value, status, count(*) AS n, max(sequence) AS newest FROM workflow_execution
     WHERE ${where} GROUP BY ${columns[by]}, status`,
  ).all(...values);
  for (const { value, status, n, newest } of rows) {
    counts.add(value as Json, status as ExecutionStatus, Number(n), Number(newest));
  }
  return counts.inOrder(by);
}

function byValue(prepare: Prepare, by: GroupedBy, name: string, filter: ExecutionFilter): ExecutionGroups {
  const { where, values, isEverything } = filter;
  const counts = new GroupCounts();
  const found = isEverything
    ? "execution NOT IN (SELECT sequence FROM workflow_execution WHERE trashed_at IS NOT NULL)"
    : `execution IN (SELECT sequence FROM workflow_execution WHERE ${where})`;
  const rows = prepare(
    `SELECT value, count(*) AS n, max(execution) AS newest FROM execution_value
     WHERE name = (SELECT name_id FROM value_name WHERE value_name.name = ?) AND ${found} GROUP BY value`,
  ).all(name, ...(isEverything ? [] : values));
  let valued = 0;
  for (const { value, n, newest } of rows) {
    counts.add(groupValue(storedValue(value!)), null, Number(n), Number(newest));
    valued += Number(n);
  }
  // Few run or failed, so that looking at each of them costs less than reading the status of all.
  const troubles = prepare(
    `SELECT value, status, count(*) AS n FROM workflow_execution LEFT JOIN execution_value
       ON execution = sequence AND name = (SELECT name_id FROM value_name WHERE value_name.name = ?)
     WHERE status IN ('running', 'queued', 'failed') AND ${where} GROUP BY value, status`,
  ).all(name, ...values);
  const all = prepare(`SELECT count(*) AS n, max(sequence) AS newest FROM workflow_execution WHERE ${where}`).get(
    ...values,
  )!;
  if (Number(all.n) > valued) counts.add(null, null, Number(all.n) - valued, 0);
  for (const { value, status, n } of troubles) {
    counts.addStatus(value === null ? null : groupValue(storedValue(value!)), status as ExecutionStatus, Number(n));
  }
  return counts.inOrder(by);
}

/** One object stands for all lists and tables, so that they are one group. */
const uncountable = {};
function groupValue(value: Json): Json {
  return typeof value === "object" && value !== null ? uncountable : value;
}

/** From day to day along the index of starts, the newest first. */
function byDay(prepare: Prepare): ExecutionGroups {
  const newest = prepare(
    "SELECT max(start_time) AS it FROM workflow_execution WHERE start_time < ? AND trashed_at IS NULL",
  );
  const ofDay = prepare(
    `SELECT status, count(*) AS n FROM workflow_execution
     WHERE start_time >= ? AND start_time < ? AND trashed_at IS NULL GROUP BY status`,
  );
  const groups: ExecutionGroup[] = [];
  let before = "9999";
  for (;;) {
    const moment = newest.get(before)!.it;
    if (moment === null) return { groups, isCut: false };
    if (groups.length === mostGroups) return { groups, isCut: true };
    const day = localDay(String(moment));
    groups.push(dayGroup(day, ofDay.all(day.startedFrom, day.startedBefore)));
    before = day.startedFrom;
  }
}

/** In quarters of an hour first: no time zone's day begins within one. */
function byDayAmong(prepare: Prepare, { where, values }: ExecutionFilter): ExecutionGroups {
  const quarters = prepare(
    `SELECT min(start_time) AS moment, status, count(*) AS n FROM workflow_execution WHERE ${where}
     GROUP BY substr(start_time, 1, 14) || (substr(start_time, 15, 2) / 15), status ORDER BY moment DESC`,
  ).all(...(values as SQLInputValue[]));
  const days = new Map<string, { day: LocalDay; rows: { status: unknown; n: unknown }[] }>();
  for (const { moment, status, n } of quarters) {
    const day = localDay(String(moment));
    const known = days.get(day.name);
    if (known === undefined) days.set(day.name, { day, rows: [{ status, n }] });
    else known.rows.push({ status, n });
  }
  const groups = [...days.values()].map(({ day, rows }) => dayGroup(day, rows));
  return { groups: groups.slice(0, mostGroups), isCut: groups.length > mostGroups };
}

function dayGroup(
  { name, startedFrom, startedBefore }: LocalDay,
  rows: readonly { readonly status?: unknown; readonly n?: unknown }[],
): ExecutionGroup {
  const counts = new GroupCounts();
  for (const { status, n } of rows) counts.add(name, status as ExecutionStatus, Number(n), 0);
  const [group] = counts.inOrder("day").groups;
  return { ...group!, query: { startedFrom, startedBefore } };
}
