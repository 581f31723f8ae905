import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { StoreError } from "../storeError.ts";
import { explainSqlError } from "./explainSqlError.ts";
import { chooseJournal, fileSystemTypeOf } from "./journalMode.ts";
import { applicationId, applicationOf, migrate, migrations, versionOf } from "./migrations.ts";

export interface DatabaseOptions {
  /** Type of the file system of a folder, as `statfs` tells it. Default: ask the system. */
  readonly fileSystemType?: (folder: string) => number | null;
  /** Default: of the SQLite in this Node. */
  readonly sqliteVersion?: string;
  /** Only read: nothing is made, migrated or marked, whatever is there. Default false. */
  readonly readOnly?: boolean;
}

export interface OpenDatabase {
  readonly database: DatabaseSync;
  /** Why nothing can be written, as a sentence; null when it can. */
  readonly readOnly: string | null;
  readonly warnings: readonly string[];
}

/** Milliseconds to wait for another process's transaction. */
const busyTimeoutMs = 10_000;

/**
 * Opens the executions of a workspace: make the folder, open, look before writing, choose the journal, migrate.
 * What is not ours, damaged or newer is never written. Throws a `StoreError` when it cannot even be read.
 */
export function openDatabase(file: string, options: DatabaseOptions = {}): OpenDatabase {
  const { fileSystemType = fileSystemTypeOf, sqliteVersion = process.versions.sqlite ?? "0" } = options;
  if (options.readOnly === true) return openToRead(file);
  const folder = dirname(file);
  const unwritable = makeFolder(folder);
  if (unwritable !== null) return openReadOnly(file, unwritable);

  const database = openFile(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA foreign_keys = ON`);
    const version = probe(database, file);
    if (version > migrations.length) {
      return { database, readOnly: newerVersion(file, version), warnings: [] };
    }
    const journal = chooseJournal(fileSystemType(folder), sqliteVersion);
    // Before the first table: space that deleting frees can be given back.
    if (version === 0) database.exec("PRAGMA auto_vacuum = INCREMENTAL");
    database.exec(`PRAGMA journal_mode = ${journal.mode}; PRAGMA synchronous = FULL`);
    migrate(database);
    return { database, readOnly: null, warnings: journal.warning === null ? [] : [journal.warning] };
  } catch (error) {
    database.close();
    const explained = explainSqlError(error, file);
    const code = explained instanceof StoreError ? explained.code : undefined;
    if (code === "read-only") return openReadOnly(file, unwritableFile(file));
    if (code === "disk-full") return openReadOnly(file, fullDisk(file));
    throw explained;
  }
}

/** The folder, with a `.gitignore` of its own so that records are not committed by accident. Null, or why it cannot be written. */
function makeFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true });
    const ignore = join(folder, ".gitignore");
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC") return fullDisk(folder);
    return `The folder ${folder} cannot be written (${code ?? message}), so executions can be read but not recorded.`;
  }
}

function openFile(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: busyTimeoutMs });
  } catch (error) {
    throw explainSqlError(error, file);
  }
}

const unwritableFile = (file: string) => `${file} cannot be written, so executions can be read but not recorded.`;

const fullDisk = (path: string) =>
  `The disk of ${path} is full, so executions can be read but not recorded. Free some space and try again.`;

/** SQLite opens anything; its first statement tells. An empty file is a new database. */
function probe(database: DatabaseSync, file: string): number {
  const tables = Number(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()!.n);
  const application = applicationOf(database);
  const version = versionOf(database);
  const isNew = tables === 0 && application === 0 && version === 0;
  if (!isNew && application !== applicationId) {
    throw new StoreError(
      "not-a-store",
      file,
      `${file} is a database of another program. Move it away, and a new one is made in its place.`,
    );
  }
  return version;
}

function newerVersion(file: string, version: number): string {
  return `${file} was written by a newer version of Workflow Notebooks (format ${version}, this one knows ${migrations.length}): it can be read, and nothing is recorded. Update to run workflows.`;
}

/** Beside somebody who writes. Where SQLite cannot take part in the writer's journal, nobody writes. */
function openToRead(file: string): OpenDatabase {
  const reason = `${file} was opened to be read only.`;
  if (!existsSync(file)) throw new StoreError("read-only", file, `There is no file ${file} to read.`);
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
    probe(database, file);
    return { database, readOnly: reason, warnings: [] };
  } catch {
    return openReadOnly(file, reason);
  }
}

/** A WAL database in a folder that cannot be written can only be read as immutable: without what lies in its journal alone. */
function openReadOnly(file: string, reason: string): OpenDatabase {
  if (!existsSync(file)) throw new StoreError("read-only", file, reason);
  try {
    const url = pathToFileURL(file);
    url.searchParams.set("immutable", "1");
    const database = new DatabaseSync(url, { readOnly: true });
    // A file in which nothing was made yet holds nothing to read either.
    if (probe(database, file) === 0) throw new StoreError("read-only", file, reason);
    return { database, readOnly: reason, warnings: unreadJournal(`${file}-wal`) };
  } catch (error) {
    throw explainSqlError(error, file);
  }
}

function unreadJournal(journal: string): string[] {
  const size = statSync(journal, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return [];
  return [
    `What ${journal} holds cannot be read here, so the latest executions are missing. Copy the folder to where it can be written.`,
  ];
}
