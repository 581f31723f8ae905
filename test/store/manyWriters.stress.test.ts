import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { TraceBatchWriter } from "../../kernel/model/index.ts";
import { markOrphans } from "../../kernel/runner/orphans.ts";
import { PatientWriter } from "../../kernel/runner/patientWriter.ts";
import { StoreInUse } from "../../kernel/runner/storeInUse.ts";
import { SqliteStore } from "../../kernel/store/index.ts";
import { completed, newDefinition, newExecution, recordsOf } from "../contract/executionStore.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const writerEntry = fileURLToPath(new URL("./writerProcess.ts", import.meta.url));

describe("Many writers on one file", function () {
  this.timeout(180_000);
  let file: string;

  beforeEach(() => {
    file = join(temporaryFolder(), "executions.db");
  });

  const write = (user: string, count: number, finish = false) => {
    const args = [
      "--conditions=wfnb-source",
      "--disable-warning=ExperimentalWarning",
      writerEntry,
      file,
      user,
      String(count),
    ];
    const child = spawn(process.execPath, finish ? [...args, "finish"] : args, {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    return { child, ended, lines: () => output.split("\n").slice(0, -1) };
  };

  it("8 processes x 1,000 executions: every id unique, no number left out, for each user", async () => {
    const users = ["ada", "bo-b", "Zoë-李", "x-0001"];
    const writers = [...users, ...users].map((user) => write(user, 1000));
    await Promise.all(writers.map(({ ended }) => ended));
    const ids = writers.flatMap(({ lines }) => lines().map((line) => line.replace("begun ", "")));
    assert.equal(new Set(ids).size, 8000);
    const database = new DatabaseSync(file);
    const rows = database
      .prepare(
        "SELECT executed_by, count(*) AS n, min(number) AS low, max(number) AS high FROM workflow_execution GROUP BY 1",
      )
      .all();
    assert.deepEqual(
      rows.map(({ executed_by, n, low, high }) => [executed_by, n, low, high]).sort(),
      users.map((user) => [user, 2000, 1, 2000]).sort(),
    );
    database.close();
  });

  it("50 rounds of SIGKILL: whole, nothing acknowledged lost, every orphan marked", async () => {
    new SqliteStore(file).close();
    const begun = new Set<string>();
    const ended = new Set<string>();
    for (let round = 0; round < 50; round += 1) {
      const writer = write(`user${round % 3}`, 100_000, true);
      const before = performance.now();
      while (writer.lines().length < 20 && performance.now() - before < 20_000) await delay(5);
      await delay((round * 7) % 30);
      writer.child.kill("SIGKILL");
      await writer.ended;
      for (const line of writer.lines()) {
        const [word, id] = line.split(" ") as [string, string];
        (word === "begun" ? begun : ended).add(id);
      }
    }
    const store = new SqliteStore(file);
    const isAlive = () => false;
    const marked = markOrphans(store, { isAlive, now: () => "2026-01-01T00:00:00.000Z" });
    const statuses = new Map(store.executions({ limit: 1_000_000 }).map((it) => [it.executionId, it.status]));
    assert.ok(ended.size > 500, `${ended.size} executions`);
    for (const id of begun) assert.ok(statuses.has(id), `${id} is lost`);
    for (const id of ended) assert.equal(statuses.get(id), "completed");
    assert.deepEqual(store.executions({ status: ["running"] }), []);
    assert.ok(marked.length <= 50 && marked.every(({ endReason }) => endReason === "lost"));
    for (const id of [...ended].slice(-20)) assert.equal(recordsOf(store, id).length, 51);
    store.close();
    const database = new DatabaseSync(file);
    assert.equal(database.prepare("PRAGMA integrity_check").get()!.integrity_check, "ok");
    database.close();
  });
});

describe("A full disk", function () {
  this.timeout(60_000);
  let folder: string;
  let isMounted = false;

  before(function () {
    folder = join(temporaryFolder(), "small");
    mkdirSync(folder);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], { stdio: "ignore" });
      isMounted = true;
    } catch {
      // Only root may mount.
      this.skip();
    }
  });
  after(() => {
    if (isMounted) execFileSync("umount", ["-l", folder]);
  });

  it("stops nothing: what cannot be written waits in memory, readable, and is written once there is room", () => {
    const ballast = join(folder, "ballast");
    const store = new SqliteStore(join(folder, "executions.db"));
    const { definitionId } = store.saveDefinition(newDefinition());
    const record = store.begin(newExecution(definitionId));
    const { executionId } = record;
    const writer = new PatientWriter(store);
    const trace = new TraceBatchWriter(20_000);
    try {
      writeFileSync(ballast, Buffer.alloc(4_000_000));
    } catch {
      // As full as it gets.
    }
    let written = 0;
    for (let batch = 0; batch < 30 && writer.failure === null; batch += 1) {
      for (let i = 0; i < 20_000; i += 1) trace.gauge(written + i, "noise", Math.random());
      written += 20_000;
      writer.append(executionId, trace.take()!);
    }
    assert.equal(writer.failure!.code, "disk-full");
    assert.match(writer.failure!.message, /is full: what is in memory can still be exported. Free some space/);
    writer.finish(executionId, completed);
    const shown = writer.completed(store.execution(executionId)!);
    assert.equal(shown.status, "completed");
    assert.match(shown.notes![0]!, /Not saved yet, export it to keep it/);
    const waiting = writer.waitingTrace(executionId).reduce((sum, batch) => sum + batch.length, 0);
    assert.equal(store.traceLength(executionId) + waiting, written);

    rmSync(ballast);
    writer.retry();
    assert.equal(writer.failure, null);
    assert.equal(store.execution(executionId)!.status, "completed");
    assert.equal(store.traceLength(executionId), written);
    store.close();
  });

  it("leaves what was recorded readable, and is written again once there is room", () => {
    const file = join(folder, "executions.db");
    const before = new SqliteStore(file);
    const { executionId } = before.begin(newExecution(before.saveDefinition(newDefinition()).definitionId));
    before.close();
    const ballast = join(folder, "ballast");
    try {
      writeFileSync(ballast, Buffer.alloc(4_000_000));
    } catch {
      // As full as it gets.
    }
    let reopened = 0;
    const inUse = new StoreInUse(
      () => new SqliteStore(file),
      () => (reopened += 1),
    );
    assert.match(inUse.store.readOnly!, /is full, so executions can be read but not recorded. Free some space/);
    assert.equal(inUse.store.execution(executionId)!.executionId, executionId);
    rmSync(ballast);
    assert.equal(inUse.reopenIfUnwritable("write"), true);
    assert.deepEqual([inUse.store.readOnly, reopened], [null, 1]);
    assert.equal(inUse.reopenIfUnwritable("write"), false);
    inUse.store.close();
  });
});
