import type { DatabaseSync } from "node:sqlite";
import { progressTable } from "./progressTable.ts";
import { searchTables, valuesOfBeginning, valuesOfEnd } from "./searchValues.ts";

/** Columns that later versions added to `workflow_execution`, and what they hold where nobody wrote them. */
const laterColumns: Readonly<Record<string, string>> = {
  pinned: "0",
  protected: "0",
  note: "NULL",
  tags: "NULL",
  trashed_at: "NULL",
  cancel_requested: "0",
};

/**
 * A file of an earlier version that cannot be written is read as if it had been brought forward: tables and columns that it lacks
 * stand in SQLite's temporary database, in front of its own.
 */
export function bringForwardInMemory(database: DatabaseSync): void {
  const columns = new Set(
    database
      .prepare("SELECT name FROM pragma_table_info('workflow_execution')")
      .all()
      .map(({ name }) => String(name)),
  );
  if (columns.size === 0) return;
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec(progressTable("TEMP"));
  if (columns.has("trashed_at")) return;
  const missing = Object.entries(laterColumns).filter(([name]) => !columns.has(name));
  database.exec(
    `CREATE TEMP VIEW workflow_execution AS
     SELECT *${missing.map(([name, value]) => `, ${value} AS ${name}`).join("")} FROM main.workflow_execution`,
  );
  database.exec(searchTables("TEMP"));
  database.exec(valuesOfBeginning("workflow_execution", "workflow_execution,"));
  database.exec(valuesOfEnd("workflow_execution", "workflow_execution,"));
}
