/**
 * What the store and the recording cost, on this machine: `npm run bench:store`.
 * Figures and their discussion are in docs/store.md.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TraceBatch, TraceBatchWriter } from "../../../kernel/model/index.ts";
import { BatchRecorder } from "../../../kernel/runner/batchRecorder.ts";
import { TraceTally } from "../../../kernel/runner/traceTally.ts";
import { Environment } from "../../../kernel/sim/index.ts";
import { type ExecutionStore, SqliteStore } from "../../../kernel/store/index.ts";
import { createContext } from "../../../kernel/workflow/context.ts";
import type { Recorder } from "../../../kernel/workflow/recorder.ts";
import stfProcessing from "../../../workflows/stf_processing.ts";
import { completed, newDefinition, newExecution } from "../../contract/executionStore.ts";
import { temporaryFolder } from "../../store/temporaryFolder.ts";
import { median } from "../median.ts";

const million = 1_000_000;

const rows: [string, string][] = [];
const row = (name: string, value: string) => {
  rows.push([name, value]);
  console.log(`${name.padEnd(64)} ${value}`);
};
const timed = <T>(action: () => T): { ms: number; result: T } => {
  const start = performance.now();
  const result = action();
  return { ms: performance.now() - start, result };
};
const perSecond = (count: number, ms: number) => `${Math.round((count / ms) * 1000).toLocaleString("en")} /s`;

/** The reference workflow stretched to a million STFs. */
function runStf(recorder: Recorder): number {
  const env = new Environment();
  const parameters = {
    no_beam_not_ready_delay: 10,
    broadcast_delay: 1,
    beam_not_ready_delay: 5,
    beam_ready_delay: 2,
    physics_period_count: 1,
    physics_period_duration: 2.1 * million,
    standby_duration: 30,
    beam_not_ready_end_delay: 5,
    stf_interval: 2,
    stf_generation_time: 0.1,
  };
  const context = createContext(env, parameters, recorder, "/topic");
  env.process(stfProcessing.execute(context as never) as never, "stf");
  return timed(() => env.run()).ms;
}

const nothing: Recorder = { state() {}, message() {}, count() {}, gauge() {}, log() {}, mark() {}, lane() {} };

/** Eight programs that write into one file at once, as editor, terminal and notebooks do. */
async function idsFromManyProcesses(): Promise<void> {
  const entry = fileURLToPath(new URL("../../store/writerProcess.ts", import.meta.url));
  const flags = ["--conditions=wfnb-source", "--disable-warning=ExperimentalWarning"];
  const processes = 8;
  const each = 1_000;
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const file = join(temporaryFolder(), "executions.db");
    new SqliteStore(file).close();
    const start = performance.now();
    const writers = Array.from({ length: processes }, (_, i) => {
      return spawn(process.execPath, [...flags, entry, file, `user${i % 4}`, String(each)], { stdio: "ignore" });
    });
    await Promise.all(writers.map((writer) => once(writer, "exit")));
    times.push(performance.now() - start);
  }
  const count = processes * each;
  row(
    "the same from 8 processes at once, their starts included",
    `${perSecond(count, Math.min(...times))} at best, ${perSecond(count, median(times))} as a rule`,
  );
}

function ids(): void {
  const store = new SqliteStore(join(temporaryFolder(), "executions.db"));
  const { definitionId } = store.saveDefinition(newDefinition());
  const count = 1_000;
  const times = Array.from({ length: 5 }, () => {
    return timed(() => {
      for (let i = 0; i < count; i += 1) store.begin(newExecution(definitionId));
    }).ms;
  });
  row(
    "executions begun, each a transaction with full durability",
    `${perSecond(count, Math.min(...times))} at best, ${perSecond(count, median(times))} as a rule`,
  );
  const page = timed(() => store.executions({ limit: 100, after: "blink-ada-2000" }));
  row("a page of 100 in the middle of 5,000", `${page.ms.toFixed(2)} ms`);
  const { cursor } = store.changes();
  const polls = 10_000;
  const poll = timed(() => {
    for (let i = 0; i < polls; i += 1) store.changes(cursor);
  });
  row("a look for changes when there are none", `${((poll.ms / polls) * 1000).toFixed(1)} us`);
  store.close();
}

function recording(): TraceBatch[] {
  let batches: TraceBatch[] = [];
  const limits = { records: 20 * million, text: 1e9 };
  const plain: number[] = [];
  const recorded: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    plain.push(runStf(nothing));
    batches = [];
    const recorder = new BatchRecorder(limits, { deliver: (batch) => batches.push(batch) });
    recorded.push(runStf(recorder));
    recorder.flush();
  }
  // The best of each: what other programs take of the machine is not the question.
  const slower = (Math.min(...recorded) / Math.min(...plain) - 1) * 100;
  row("stretched STF workflow, 1e6 STFs, nothing recorded", `${Math.min(...plain).toFixed(0)} ms`);
  row("the same, every STF recorded", `${Math.min(...recorded).toFixed(0)} ms (${slower.toFixed(1)} % slower)`);
  return batches;
}

function traces(name: string, batches: readonly TraceBatch[]): void {
  const file = join(temporaryFolder(), "executions.db");
  const store = new SqliteStore(file);
  const { definitionId } = store.saveDefinition(newDefinition());
  const { executionId } = store.begin(newExecution(definitionId));
  const records = batches.reduce((sum, { length }) => sum + length, 0);
  const tally = timed(() => {
    const it = new TraceTally();
    for (const batch of batches) it.add(batch);
    return it.hash();
  });
  const write = timed(() => {
    for (const batch of batches) store.appendTrace(executionId, batch);
    store.finish(executionId, completed);
  });
  const end = batches.at(-1)!.times.at(-1)!;
  const read = timed(() => count(store, executionId));
  const window = timed(() => count(store, executionId, { from: end / 2, to: end / 2 + end / 1000 }));
  store.close();
  row(`${name}: records`, records.toLocaleString("en"));
  row(`${name}: bytes of the whole file for each`, (statSync(file).size / records).toFixed(3));
  row(`${name}: tallied and hashed`, perSecond(records, tally.ms));
  row(`${name}: written`, `${write.ms.toFixed(0)} ms, ${perSecond(records, write.ms)}`);
  row(`${name}: read as a whole`, `${read.ms.toFixed(0)} ms, ${perSecond(records, read.ms)}`);
  row(`${name}: a window of a thousandth read`, `${window.ms.toFixed(1)} ms`);
}

function count(store: ExecutionStore, executionId: string, window?: { from: number; to: number }): number {
  let records = 0;
  for (const batch of store.trace(executionId, window)) records += batch.length;
  return records;
}

/** The worst for compression: random times and values, all kinds of records. */
function noise(): TraceBatch[] {
  const batches: TraceBatch[] = [];
  const writer = new TraceBatchWriter(32_768);
  let time = 0;
  for (let i = 0; i < million; i += 1) {
    if (writer.isFull) batches.push(writer.take()!);
    time -= Math.log(1 - Math.random());
    if (i % 4 === 0) writer.gauge(time, `queue ${i % 7}`, Math.floor(Math.random() * 100));
    else if (i % 4 === 1) writer.state(time, "run", i % 8 === 1 ? "physics" : "standby");
    else writer.count(time, "stf", 1);
  }
  batches.push(writer.take()!);
  return batches;
}

ids();
await idsFromManyProcesses();
traces("STF workflow", recording());
traces("random times", noise());
