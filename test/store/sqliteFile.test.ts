import assert from "node:assert/strict";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TraceBatchWriter } from "../../kernel/model/index.ts";
import { SqliteStore, StoreError } from "../../kernel/store/index.ts";
import { chooseJournal } from "../../kernel/store/sqlite/journalMode.ts";
import { migrate, migrations, versionOf } from "../../kernel/store/sqlite/migrations.ts";
import { completed, newDefinition, newExecution, recordsOf } from "../contract/executionStore.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

describe("An execution file", () => {
  let file: string;

  beforeEach(() => {
    file = join(temporaryFolder(), ".wfnb", "executions.db");
  });

  const withOneExecution = (close = true): { id: string; store: SqliteStore } => {
    const store = new SqliteStore(file);
    const { definitionId } = store.saveDefinition(newDefinition());
    const { executionId: id } = store.begin(newExecution(definitionId));
    const writer = new TraceBatchWriter();
    writer.mark(1, "here");
    store.finish(id, completed, writer.take());
    if (close) store.close();
    return { id, store };
  };

  const refusal = (): StoreError => {
    try {
      new SqliteStore(file).close();
    } catch (error) {
      assert.ok(error instanceof StoreError, String(error));
      return error;
    }
    throw new Error("It opened.");
  };

  it("lies in a folder with a .gitignore of its own", () => {
    withOneExecution();
    assert.equal(readFileSync(join(file, "..", ".gitignore"), "utf8"), "*\n");
  });

  it("is found again as it was left", () => {
    const { id } = withOneExecution();
    const store = new SqliteStore(file);
    assert.equal(store.execution(id)!.status, "completed");
    assert.deepEqual(recordsOf(store, id), [{ kind: "mark", time: 1, name: "here" }]);
    store.close();
  });

  it("that is a text is refused and left alone", () => {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, "my precious notes, which are long enough to be no header at all\n".repeat(20));
    assert.equal(refusal().code, "not-a-store");
    assert.match(refusal().message, /is not a database. Nothing was overwritten: move it away/);
    assert.match(readFileSync(file, "utf8"), /^my precious notes/);
  });

  it("with a zeroed header is refused and left alone", () => {
    withOneExecution();
    const bytes = readFileSync(file);
    bytes.fill(0, 0, 100);
    writeFileSync(file, bytes);
    assert.equal(refusal().code, "not-a-store");
    assert.deepEqual(readFileSync(file), bytes);
  });

  it("that was truncated is refused and left alone", () => {
    withOneExecution();
    const size = statSync(file).size;
    truncateSync(file, size - 4096 * 2 - 100);
    const { code, message } = refusal();
    assert.equal(code, "damaged");
    assert.match(message, /is damaged. Nothing was overwritten/);
    assert.equal(statSync(file).size, size - 4096 * 2 - 100);
  });

  it("of another program is refused and left alone", () => {
    mkdirSync(join(file, ".."), { recursive: true });
    const other = new DatabaseSync(file);
    other.exec("CREATE TABLE recipes (name TEXT)");
    other.close();
    assert.match(refusal().message, /is a database of another program/);
  });

  it("of a newer version is read and not written", () => {
    const { id } = withOneExecution();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    const store = new SqliteStore(file);
    assert.match(store.readOnly!, /written by a newer version of Workflow Notebooks \(format 99/);
    assert.equal(store.execution(id)!.status, "completed");
    assert.throws(() => store.begin(newExecution(1)), { code: "read-only" });
    store.close();
  });

  it("that is empty becomes a new one", () => {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, "");
    withOneExecution();
  });

  it("that was deleted while open takes no new execution", () => {
    const { store } = withOneExecution(false);
    rmSync(file);
    assert.throws(() => store.begin(newExecution(1)), /was deleted or replaced while it was open/);
    store.close();
  });

  it("that was replaced while open takes no new execution", () => {
    const { store } = withOneExecution(false);
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
    assert.throws(() => store.begin(newExecution(1)), { code: "gone" });
    store.close();
  });

  /** As somebody who may only read the folder. */
  const asReader = (read: () => void) => {
    const folder = join(file, "..");
    chmodSync(join(folder, ".."), 0o755);
    chmodSync(folder, 0o555);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
    // Root may write anywhere: be nobody for a moment.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid!(65534);
    try {
      read();
    } finally {
      if (isRoot) process.seteuid!(0);
      chmodSync(folder, 0o755);
    }
  };

  it("in a folder that cannot be written is read, and says why nothing is recorded", () => {
    const { id } = withOneExecution();
    asReader(() => {
      const store = new SqliteStore(file);
      assert.match(store.readOnly!, /cannot be written/);
      assert.deepEqual(store.warnings, []);
      assert.equal(store.execution(id)!.status, "completed");
      assert.throws(() => store.begin(newExecution(1)), { code: "read-only" });
      store.close();
    });
  });

  it("says so where it cannot read the latest executions, since they lie in the journal of a process that died", () => {
    withOneExecution();
    const open = new SqliteStore(file);
    const { executionId } = open.begin(newExecution(1));
    const copies = ["", "-wal"].map((suffix) => readFileSync(file + suffix));
    open.close();
    for (const [i, suffix] of ["", "-wal"].entries()) writeFileSync(file + suffix, copies[i]!);
    asReader(() => {
      const store = new SqliteStore(file);
      assert.equal(store.execution(executionId), undefined);
      assert.match(
        store.warnings.join(),
        /executions.db-wal holds cannot be read here, so the latest executions are missing/,
      );
      store.close();
    });
  });

  it("takes no more text into one chunk than is quickly written anew, however well it can be compressed", () => {
    const store = new SqliteStore(file);
    const { executionId } = store.begin(newExecution(store.saveDefinition(newDefinition()).definitionId));
    const writer = new TraceBatchWriter(1_000);
    for (let i = 0; i < 30_000; i += 1) {
      writer.log(i, "info", "the same line again ".repeat(10));
      if (i % 1_000 === 999) store.appendTrace(executionId, writer.take()!);
    }
    const chunks = [...store.trace(executionId)].map(({ texts }) => texts.join("").length);
    assert.equal(
      chunks.reduce((sum, length) => sum + length),
      6_000_000,
    );
    assert.ok(Math.max(...chunks) <= 1_000_000 && chunks.length <= 8, `chunks of ${chunks.join(", ")} characters`);
    store.close();
  });

  it("on a network file system uses the slower journal and says so", () => {
    const cifs = 0xff534d42;
    const store = new SqliteStore(file, { fileSystemType: () => cifs });
    assert.match(store.warnings[0]!, /network file system \(CIFS\)/);
    store.saveDefinition(newDefinition());
    assert.equal(existsSync(`${file}-wal`), false);
    store.close();
  });

  it("uses WAL only where SQLite's defect in it is repaired", () => {
    const ext4 = 0xef53;
    const modes = ["3.51.2", "3.47.2", "3.51.3", "3.53.0", "4.0.0"].map((version) => chooseJournal(ext4, version).mode);
    assert.deepEqual(modes, ["delete", "delete", "wal", "wal", "wal"]);
  });

  for (let version = 1; version < migrations.length; version += 1) {
    it(`of version ${version} is brought forward with all that is in it`, () => {
      mkdirSync(join(file, ".."), { recursive: true });
      const old = new DatabaseSync(file);
      migrate(old, migrations.slice(0, version));
      old.exec(
        `INSERT INTO workflow_definition VALUES (1, 'blink', '1.0', 1, 'blink', '', 'source', '{"schema":{},"defaults":{}}', 'f', 's', 'b', x'', 'ada', 't', 't')`,
      );
      old.exec(`INSERT INTO workflow_execution (execution_id, workflow_name, executed_by, number, workflow_version, workflow_definition, status,
        parameter_values, parameter_origins, run_options, start_time, execution_environment, changed)
        VALUES ('blink-ada-0001', 'blink', 'ada', 1, '1.0', 1, 'completed', '{}', '{}', '{"seed":1}', 't', '{}', 1)`);
      assert.equal(versionOf(old), version);
      old.close();
      const store = new SqliteStore(file);
      assert.equal(store.execution("blink-ada-0001")!.status, "completed");
      assert.equal(store.definition(1)!.source, "source");
      store.close();
      const now = new DatabaseSync(file);
      assert.equal(versionOf(now), migrations.length);
      now.close();
    });
  }

  for (const version of [2, 4]) {
    it(`of version ${version} is read, searched and summed up as if it were of this one, also where it cannot be written`, () => {
      const { id, store: first } = withOneExecution(false);
      const expected = [...first.traceSummaries(id)];
      const record = first.execution(id);
      assert.equal(expected[0]!.records.mark, 1);
      first.close();
      makeOfVersion(version, file);
      for (const readOnly of [true, false]) {
        const store = new SqliteStore(file, { readOnly });
        assert.deepEqual([...store.traceSummaries(id)], expected);
        assert.deepEqual(store.executions({ matching: "period:2 blink -tag:x" }), [record]);
        assert.deepEqual(
          store.groups("parameter.period").groups.map(({ value, count }) => [value, count]),
          [[2, 1]],
        );
        assert.deepEqual(store.progress(), []);
        store.close();
        const now = new DatabaseSync(file);
        assert.equal(versionOf(now), readOnly ? version : migrations.length);
        now.close();
      }
    });
  }

  it("opened to be read shows what another connection writes, and makes nothing", () => {
    assert.throws(() => new SqliteStore(file, { readOnly: true }), /There is no file/);
    assert.equal(existsSync(join(file, "..")), false);
    const { store } = withOneExecution(false);
    const reader = new SqliteStore(file, { readOnly: true });
    const { executionId } = store.begin(newExecution(1));
    assert.equal(reader.execution(executionId)!.status, "running");
    assert.throws(() => reader.begin(newExecution(1)), { code: "read-only" });
    reader.close();
    store.close();
  });

  it("shows the changes of another connection without reading tables while nothing changes", () => {
    const { store } = withOneExecution(false);
    const reader = new SqliteStore(file);
    const { cursor } = reader.changes();
    assert.deepEqual(reader.changes(cursor).executions, []);
    const { executionId } = store.begin(newExecution(1));
    assert.deepEqual(
      reader.changes(cursor).executions.map((it) => it.executionId),
      [executionId],
    );
    store.close();
    reader.close();
  });
});

/** Puts a file of an earlier version in the place of one of today's, with what it can hold of it. */
function makeOfVersion(version: number, file: string): void {
  const today = `${file}.today`;
  const source = new DatabaseSync(file);
  source.exec(`VACUUM INTO '${today}'`);
  source.close();
  for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  const old = new DatabaseSync(file);
  migrate(old, migrations.slice(0, version));
  old.exec(`ATTACH '${today}' AS today`);
  for (const table of ["workflow_definition", "workflow_execution", "execution_number", "trace_chunk"]) {
    const columns = old
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map(({ name }) => String(name));
    old.exec(`INSERT INTO main.${table} (${columns.join()}) SELECT ${columns.join()} FROM today.${table}`);
  }
  old.close();
}
