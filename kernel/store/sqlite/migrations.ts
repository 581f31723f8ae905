import type { DatabaseSync } from "node:sqlite";
import { progressTable } from "./progressTable.ts";
import { searchTables, valueOfBatch, valuesOfBeginning, valuesOfEnd, valuesOfTags } from "./searchValues.ts";

/** "wfnb" in ASCII: marks the file as ours in SQLite's header. */
export const applicationId = 0x77666e62;

/**
 * Forward steps from an empty file to today's tables; step N takes `user_version` from N to N + 1.
 * Released steps never change. Columns carry the names of the seed's models.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE workflow_definition (
    definition_id INTEGER PRIMARY KEY,
    workflow_name TEXT NOT NULL,
    version TEXT NOT NULL,
    revision INTEGER NOT NULL,
    workflow_type TEXT NOT NULL,
    description TEXT NOT NULL,
    definition TEXT NOT NULL,            -- the TypeScript source
    parameter_values TEXT NOT NULL,      -- JSON: schema and defaults
    file TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    bundle_hash TEXT NOT NULL,
    bundle BLOB NOT NULL,                -- zstd: code and source map as JSON
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (workflow_name, version, revision)
  ) STRICT;
  CREATE INDEX workflow_definition_by_hash ON workflow_definition (workflow_name, version, bundle_hash, source_hash);

  CREATE TABLE workflow_execution (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,  -- order of start, whatever the clock did
    execution_id TEXT NOT NULL UNIQUE,
    workflow_name TEXT NOT NULL,
    executed_by TEXT NOT NULL,
    number INTEGER NOT NULL,
    workflow_version TEXT NOT NULL,
    workflow_definition INTEGER NOT NULL REFERENCES workflow_definition (definition_id),
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
    end_reason TEXT,
    parameter_values TEXT NOT NULL,
    parameter_origins TEXT NOT NULL,
    run_options TEXT NOT NULL,
    start_time TEXT NOT NULL,
    end_time TEXT,
    simulated_end_time REAL,
    performance_metrics TEXT,
    execution_environment TEXT NOT NULL,
    error_message TEXT,
    stack_trace TEXT,
    trace_hash TEXT,
    notes TEXT,
    started_from TEXT,
    changed INTEGER NOT NULL,            -- the store's counter when this row last changed
    UNIQUE (workflow_name, executed_by, number)
  ) STRICT;
  CREATE INDEX workflow_execution_by_name ON workflow_execution (workflow_name, sequence);
  CREATE INDEX workflow_execution_by_status ON workflow_execution (status, sequence);
  CREATE INDEX workflow_execution_by_start ON workflow_execution (start_time);
  CREATE INDEX workflow_execution_by_change ON workflow_execution (changed);

  CREATE TABLE execution_number (
    workflow_name TEXT NOT NULL,
    executed_by TEXT NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (workflow_name, executed_by)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE deleted_execution (
    changed INTEGER NOT NULL,
    execution_id TEXT NOT NULL
  ) STRICT;
  CREATE INDEX deleted_execution_by_change ON deleted_execution (changed);

  CREATE TABLE store_counter (changes INTEGER NOT NULL) STRICT;
  INSERT INTO store_counter VALUES (0);

  CREATE TABLE trace_chunk (
    chunk_id INTEGER PRIMARY KEY,
    execution INTEGER NOT NULL REFERENCES workflow_execution (sequence) ON DELETE CASCADE,
    first INTEGER NOT NULL,              -- position of the first record
    length INTEGER NOT NULL,
    from_time REAL NOT NULL,             -- simulated seconds of the first and last record
    to_time REAL NOT NULL,
    first_name INTEGER NOT NULL,
    new_names TEXT,                      -- JSON array, NULL when it brings none
    data BLOB NOT NULL,
    UNIQUE (execution, first)
  ) STRICT;
  `,
  `
  ALTER TABLE workflow_execution ADD COLUMN cancel_requested INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Beside the chunks and not in them: SQLite reads a row's data up to the column that is asked for.
  CREATE TABLE trace_summary (
    execution INTEGER NOT NULL REFERENCES workflow_execution (sequence) ON DELETE CASCADE,
    first INTEGER NOT NULL,              -- of the chunk
    length INTEGER NOT NULL,             -- of the chunk when it was summed up
    summary BLOB NOT NULL,               -- zstd: JSON
    UNIQUE (execution, first)
  ) STRICT;
  `,
  `
  ALTER TABLE workflow_execution ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE workflow_execution ADD COLUMN protected INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE workflow_execution ADD COLUMN note TEXT;
  ALTER TABLE workflow_execution ADD COLUMN tags TEXT;         -- JSON array, NULL when there are none
  ALTER TABLE workflow_execution ADD COLUMN trashed_at TEXT;   -- deleted by somebody who may still take it back

  DROP INDEX workflow_execution_by_name;
  DROP INDEX workflow_execution_by_status;
  DROP INDEX workflow_execution_by_start;
  -- What a list looks at, without the long columns beside it.
  CREATE INDEX workflow_execution_listed
    ON workflow_execution (sequence, trashed_at, workflow_name, executed_by, status, start_time, execution_id);
  CREATE INDEX workflow_execution_by_name ON workflow_execution (workflow_name, trashed_at, sequence, status);
  CREATE INDEX workflow_execution_by_user ON workflow_execution (executed_by, trashed_at, sequence, status);
  CREATE INDEX workflow_execution_by_status ON workflow_execution (status, trashed_at, sequence);
  CREATE INDEX workflow_execution_by_start ON workflow_execution (start_time, trashed_at, status);
  CREATE INDEX workflow_execution_with_error ON workflow_execution (sequence) WHERE error_message IS NOT NULL;
  CREATE INDEX workflow_execution_with_note ON workflow_execution (sequence) WHERE note IS NOT NULL;
  CREATE INDEX workflow_execution_pinned ON workflow_execution (sequence) WHERE pinned = 1;
  CREATE INDEX workflow_execution_protected ON workflow_execution (sequence) WHERE protected = 1;
  CREATE INDEX workflow_execution_trashed ON workflow_execution (trashed_at) WHERE trashed_at IS NOT NULL;
  ${searchTables("")}
  ${valuesOfBeginning("workflow_execution", "workflow_execution,")}
  ${valuesOfEnd("workflow_execution", "workflow_execution,")}
  CREATE TRIGGER workflow_execution_begun AFTER INSERT ON workflow_execution BEGIN
    ${valuesOfBeginning("new")}
  END;
  CREATE TRIGGER workflow_execution_measured AFTER UPDATE OF performance_metrics ON workflow_execution BEGIN
    ${valuesOfEnd("new")}
  END;
  CREATE TRIGGER workflow_execution_tagged AFTER UPDATE OF tags ON workflow_execution BEGIN
    DELETE FROM execution_value
      WHERE execution = new.sequence AND name = (SELECT name_id FROM value_name WHERE name = 'tag');
    ${valuesOfTags("new")}
  END;
  CREATE TRIGGER workflow_execution_removed AFTER DELETE ON workflow_execution BEGIN
    DELETE FROM execution_value WHERE execution = old.sequence;
  END;
  `,
  progressTable("", "REFERENCES workflow_execution (sequence) ON DELETE CASCADE"),
  // Nothing earlier is part of a batch.
  `
  CREATE TRIGGER workflow_execution_batched AFTER INSERT ON workflow_execution
  WHEN json_extract(new.started_from, '$.batch') IS NOT NULL BEGIN
    ${valueOfBatch("new")}
  END;
  `,
];

/** Brings an open, writable database to the newest version, all or nothing. Returns the version that it had. */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): number {
  const before = versionOf(database);
  if (before >= steps.length) return before;
  database.exec("BEGIN IMMEDIATE");
  try {
    // Another process may have migrated while this one waited for the lock.
    for (let version = versionOf(database); version < steps.length; version += 1) database.exec(steps[version]!);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
  return before;
}

export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()!.user_version);
}

export function applicationOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA application_id").get()!.application_id);
}
