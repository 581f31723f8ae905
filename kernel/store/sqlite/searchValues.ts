import type { SQLOutputValue } from "node:sqlite";
import type { Json } from "../../model/index.ts";

/**
 * What can be searched of an execution's JSON columns, a row for each value, so that a filter, a group or an order over a hundred
 * thousand executions is a walk along an index. Triggers keep it: no writer can forget it.
 *
 * Part of the released migration that makes it: never changes. A later one may replace it.
 */
export const searchTables = (schema: string): string => `
  CREATE ${schema} TABLE value_name (
    name_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE            -- parameter.<name>, count.<name>, mean.<gauge>, tag, seed, notebook, commit, simulated, took, events
  ) STRICT;
  CREATE ${schema} TABLE execution_value (
    name INTEGER NOT NULL,
    value ANY NOT NULL,                  -- a number; a text; x'74' for true, x'66' for false; an empty blob for lists and tables
    execution INTEGER NOT NULL,
    PRIMARY KEY (name, value, execution)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX ${schema === "TEMP" ? "temp." : ""}execution_value_by_execution ON execution_value (execution, name);
`;

/** The values known when it begins. `row`: a row of `workflow_execution`, alone (`new`) or in `from`. */
export function valuesOfBeginning(row: string, from = ""): string {
  return [
    ofObject("parameter.", `${row}.parameter_values`, row, from),
    ofOne("seed", `json_extract(${row}.run_options, '$.seed')`, row, from),
    ofOne("notebook", `json_extract(${row}.started_from, '$.notebook')`, row, from),
    ofOne("commit", `json_extract(${row}.execution_environment, '$.gitCommit')`, row, from),
  ].join("\n");
}

/** The values known when it has ended. */
export function valuesOfEnd(row: string, from = ""): string {
  return [
    ofOne("simulated", `${row}.simulated_end_time`, row, from),
    ofOne("took", `json_extract(${row}.performance_metrics, '$.wallTimeMs')`, row, from),
    ofOne("events", `json_extract(${row}.performance_metrics, '$.events')`, row, from),
    ofObject("count.", `json_extract(${row}.performance_metrics, '$.counts')`, row, from),
    ofObject("mean.", `json_extract(${row}.performance_metrics, '$.gaugeMeans')`, row, from),
  ].join("\n");
}

/** The batch, which every execution names from its beginning. */
export function valueOfBatch(row: string): string {
  return ofOne("batch", `json_extract(${row}.started_from, '$.batch')`, row, "");
}

/** The tags, each a value. */
export function valuesOfTags(row: string): string {
  return `
    INSERT OR IGNORE INTO value_name (name) SELECT 'tag' WHERE ${row}.tags IS NOT NULL;
    INSERT OR IGNORE INTO execution_value
      SELECT (SELECT name_id FROM value_name WHERE name = 'tag'), value, ${row}.sequence FROM json_each(${row}.tags);`;
}

/** Names of one kind that can be searched of one execution: a workflow that counts a million things must not hold up the file. */
const mostNames = 1000;

function ofObject(prefix: string, json: string, row: string, from: string): string {
  // Alone, a row can be cut; among others, each would need a cut of its own.
  const entries = from === "" ? `(SELECT * FROM json_each(${json}) LIMIT ${mostNames})` : `${from} json_each(${json})`;
  return `
    INSERT OR IGNORE INTO value_name (name) SELECT DISTINCT '${prefix}' || key FROM ${entries} WHERE type <> 'null';
    INSERT OR REPLACE INTO execution_value
      SELECT name_id, CASE type WHEN 'true' THEN x'74' WHEN 'false' THEN x'66' WHEN 'array' THEN x'' WHEN 'object' THEN x'' ELSE value END,
        ${row}.sequence
      FROM ${entries} JOIN value_name ON name = '${prefix}' || key WHERE type <> 'null';`;
}

function ofOne(name: string, value: string, row: string, from: string): string {
  const source = from === "" ? "" : `FROM ${from.replace(/,\s*$/, "")}`;
  return `
    INSERT OR IGNORE INTO value_name (name) VALUES ('${name}');
    INSERT OR REPLACE INTO execution_value
      SELECT (SELECT name_id FROM value_name WHERE name = '${name}'), ${value}, ${row}.sequence ${source} WHERE ${value} IS NOT NULL;`;
}

/** How `true` and `false` stand among the values, as SQL. */
export const storedTrue = "x'74'";
export const storedFalse = "x'66'";

/** A stored value as what it was; a list or a table as an empty object. */
export function storedValue(stored: SQLOutputValue): Json {
  if (!(stored instanceof Uint8Array)) return stored as string | number;
  if (stored.length === 0) return {};
  return stored[0] === 0x74;
}
