import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { StoreHealth } from "../store.ts";
import { fileSystemName } from "./journalMode.ts";
import { versionOf } from "./migrations.ts";

/** Facts of an open database, and what SQLite's own check finds. */
export function healthOf(database: DatabaseSync, file: string, warnings: readonly string[]): StoreHealth {
  const value = (sql: string) => String(Object.values(database.prepare(sql).get() ?? {})[0]);
  const integrity = database
    .prepare("PRAGMA integrity_check(10)")
    .all()
    .map((row) => String(row.integrity_check));
  const isWhole = integrity.length === 1 && integrity[0] === "ok";
  return {
    facts: {
      file,
      bytes: String(statSync(file, { throwIfNoEntry: false })?.size ?? 0),
      file_system: fileSystemName(dirname(file)),
      journal_mode: value("PRAGMA journal_mode"),
      format: String(versionOf(database)),
      sqlite: process.versions.sqlite ?? "none",
      executions: value("SELECT count(*) FROM workflow_execution"),
      running: value("SELECT count(*) FROM workflow_execution WHERE status IN ('queued', 'running')"),
      integrity: isWhole ? "ok" : "damaged",
    },
    problems: [...warnings, ...(isWhole ? [] : integrity.map((line) => `${file} is damaged: ${line}`))],
  };
}
