/**
 * Timelines of ten million records through a real kernel process, built as it is shipped, on this machine: `npm run bench:views`.
 * Figures and their discussion are in docs/timeline.md.
 */
import { readFileSync, statSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { TraceBatchWriter } from "../../../kernel/model/index.ts";
import { forkKernel, type KernelProcess } from "../../../kernel/runner/index.ts";
import { SqliteStore } from "../../../kernel/store/index.ts";
import { completed, newDefinition, newExecution } from "../../contract/executionStore.ts";
import { kernelOn, testWorkspace } from "../../runner/testWorkspace.ts";
import { median } from "../median.ts";

const records = Number(process.argv[2] ?? 10_000_000);
const rounds = 5;
/** Nobody zooms before the picture is drawn and looked at. */
const lookedAtMs = 600;
const fork = forkKernel({ entry: new URL("../../../kernel/dist/kernel.js", import.meta.url) });
const zooms = [0.9, 0.5, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.001, 0.000_01];

const row = (name: string, value: string) => console.log(`${name.padEnd(64)} ${value}`);
const spread = (values: readonly number[]) =>
  `${median(values).toFixed(0)} ms (median of ${values.length}; ${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
const timed = async <T>(action: () => Promise<T>): Promise<{ ms: number; result: T }> => {
  const start = performance.now();
  const result = await action();
  return { ms: performance.now() - start, result };
};

/** Counts, gauges, states, messages and marks at random times. */
function store(file: string): string {
  const executions = new SqliteStore(file);
  const { definitionId } = executions.saveDefinition(newDefinition());
  const { executionId } = executions.begin(newExecution(definitionId));
  const writer = new TraceBatchWriter(8192);
  let random = 1;
  const next = (below: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random % below;
  };
  let now = 0;
  let waited = 0;
  const started = performance.now();
  for (let i = 0; i < records; i += 1) {
    now += next(1000) / 997;
    const kind = next(1000);
    if (kind < 500) writer.count(now, kind < 300 ? "stf" : "slice", 1 + next(3));
    else if (kind < 900) writer.gauge(now, kind < 700 ? "queue" : "load", next(100));
    else if (kind < 980) writer.state(now, `s${next(6)}`, `x${next(3)}`);
    else if (kind < 990) writer.message(now, "note", "t", {});
    else writer.mark(now, "here");
    if (!writer.isFull) continue;
    const before = performance.now();
    executions.appendTrace(executionId, writer.take()!);
    waited += performance.now() - before;
  }
  executions.finish(executionId, { ...completed, simulatedEndTime: now }, writer.take());
  const made = performance.now() - started;
  executions.close();
  row(
    `${records.toLocaleString("en")} records stored`,
    `${(waited / 1000).toFixed(1)} s of ${(made / 1000).toFixed(1)} s`,
  );
  row("the file, each record", `${(statSync(file).size / records).toFixed(2)} bytes`);
  return executionId;
}

function memoryOf(kernel: KernelProcess): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${kernel.pid}/status`, "utf8");
  const megabytes = (key: string) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1000;
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}

const workspace = testWorkspace({});
const file = join(workspace, ".wfnb", "executions.db");
const executionId = store(file);

const first: number[] = [];
const again: number[] = [];
const bytes: number[] = [];
const before: number[] = [];
const peaks: number[] = [];
const byZoom = new Map<number, number[]>(zooms.map((zoom) => [zoom, []]));
for (let round = 0; round < rounds; round += 1) {
  // A new process each time: nothing is known of the trace, and the thread has not started.
  const kernel = kernelOn(workspace, { fork });
  await kernel.execution(executionId);
  before.push(memoryOf(kernel).now);
  const picture = await timed(() => kernel.timeline(executionId));
  first.push(picture.ms);
  const whole = picture.result!;
  bytes.push(JSON.stringify(whole).length);
  if (whole.records !== records) throw new Error(`${whole.records} records of ${records}.`);
  await setTimeout(lookedAtMs);
  again.push((await timed(() => kernel.timeline(executionId))).ms);
  for (const zoom of zooms) {
    const from = whole.end * (1 - zoom) * (0.1 + 0.2 * round);
    const window = await timed(() => kernel.timeline(executionId, { from, to: from + whole.end * zoom }));
    byZoom.get(zoom)!.push(window.ms);
    bytes.push(JSON.stringify(window.result).length);
  }
  peaks.push(memoryOf(kernel).peak);
  await kernel.close();
}
row("load of this machine meanwhile", `${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`);
row("first picture, with the start of the thread (aim: 500 ms)", spread(first));
row(`the same once more, ${lookedAtMs} ms later`, spread(again));
for (const [zoom, times] of byZoom) row(`zoom to ${zoom * 100} % of the time (aim: 100 ms)`, spread(times));
row("every zoom", spread([...byZoom.values()].flat()));
row("memory of the kernel process before", `${median(before).toFixed(0)} MB`);
row("memory of the kernel process at most", `${Math.max(...peaks).toFixed(0)} MB`);
row("a timeline as JSON at most", `${(Math.max(...bytes) / 1000).toFixed(0)} kB`);
