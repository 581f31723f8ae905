/**
 * The tree of a hundred thousand executions through a real kernel process: first pages, filters, groups and what they hold.
 * Part of `npm run bench:views`; figures and their discussion are in docs/executions.md.
 */
import { statSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Browsing, ExecutionBrowser, plainBrowsing } from "../../../kernel/browse/index.ts";
import type { KernelProcess } from "../../../kernel/runner/index.ts";
import { SqliteStore } from "../../../kernel/store/index.ts";
import { completed, newDefinition, newExecution } from "../../contract/executionStore.ts";
import { kernelOn, testWorkspace } from "../../runner/testWorkspace.ts";
import { sampleExecution } from "../../views/sampleExecution.ts";

const executions = 100_000;
const rounds = 7;

const row = (name: string, value: string) => console.log(`${name.padEnd(72)} ${value}`);
const spread = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return `${sorted[sorted.length >> 1]!.toFixed(1)} ms (median of ${values.length}; ${sorted[0]!.toFixed(1)} to ${sorted.at(-1)!.toFixed(1)})`;
};

/** One execution by way of the store, and copies of its row that differ in what people look for. */
function fill(file: string): void {
  const store = new SqliteStore(file);
  const { definitionId } = store.saveDefinition(newDefinition());
  const sample = sampleExecution();
  const parameterValues = {
    ...sample.parameterValues,
    broadcast_delay: 1,
    standby_duration: 30,
    stf_generation_time: 0.1,
  };
  for (const workflowName of ["stf_processing", "fast_processing", "prompt_processing", "bank"]) {
    for (const executedBy of ["ada", "bob"]) {
      const { executionId } = store.begin(newExecution(definitionId, { workflowName, executedBy, parameterValues }));
      store.finish(executionId, { ...completed, performanceMetrics: sample.performanceMetrics });
    }
  }
  store.close();
  const database = new DatabaseSync(file);
  const columns = database
    .prepare("SELECT name FROM pragma_table_info('workflow_execution')")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => name !== "sequence");
  const others = columns.filter(
    (name) => !["execution_id", "number", "start_time", "parameter_values", "status", "error_message"].includes(name),
  );
  database.exec("BEGIN");
  const copy = database.prepare(
    `INSERT INTO workflow_execution (execution_id, number, start_time, parameter_values, status, error_message, ${others.join()})
     SELECT workflow_name || '-' || executed_by || '-' || ?1, ?1, ?2, json_set(parameter_values, '$.stf_interval', ?3), ?4, ?5, ${others.join()}
     FROM workflow_execution WHERE sequence = ?6`,
  );
  const measure = database.prepare(
    "UPDATE workflow_execution SET performance_metrics = performance_metrics WHERE sequence = ?",
  );
  for (let i = 9; i <= executions; i += 1) {
    const hasFailed = i % 50 === 0;
    const start = new Date(Date.now() - (executions - i) * 300_000).toISOString();
    const error = hasFailed ? "beam_not_ready_end_delay is missing" : null;
    const { lastInsertRowid } = copy.run(
      i,
      start,
      (i % 1000) / 100,
      hasFailed ? "failed" : "completed",
      error,
      1 + ((i * 7) % 8),
    );
    measure.run(lastInsertRowid);
  }
  database.exec("COMMIT");
  database.close();
}

const workspace = testWorkspace({});
const file = join(workspace, ".wfnb", "executions.db");
fill(file);
row(`${executions.toLocaleString("en")} executions, the file`, `${(statSync(file).size / 1e6).toFixed(0)} MB`);

async function measure(name: string, action: (kernel: KernelProcess) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  let result: unknown;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    result = await action(kernel);
    times.push(performance.now() - start);
  }
  row(name, `${spread(times)}  ${String(result)}`);
}

const kernel = kernelOn(workspace);
const first = performance.now();
await kernel.executions({ limit: 101 });
row("first page, with the start of the kernel process", `${(performance.now() - first).toFixed(0)} ms`);

const browserFor = (browsing: Partial<Browsing>) => {
  const browser = new ExecutionBrowser({
    folders: () => [{ id: "ws", name: "ws", source: kernel }],
    now: () => new Date(),
  });
  browser.browse({ ...plainBrowsing, ...browsing });
  return browser;
};
const rowsOf = (browsing: Partial<Browsing>) => async () => `${(await browserFor(browsing).children()).length} rows`;

await measure("first page of the tree (aim: 50 ms)", rowsOf({}));
for (const filter of [
  "status:failed",
  "workflow:stf*",
  "stf_interval>9.98",
  "stf_interval>1.5",
  "status:failed workflow:stf* stf_interval>1.5 since:90d beam",
  "-status:completed",
  "count.stf>1000",
  "missing",
  "nothing_has_this",
]) {
  await measure(`filter ${filter} (aim: 50 ms)`, async () => {
    const found = await kernel.executions({ matching: filter, limit: 101 });
    return `${found.length} found`;
  });
}
for (const by of ["took", "simulated", "parameter.stf_interval", "workflow"]) {
  await measure(`first page by ${by} (aim: 50 ms)`, rowsOf({ order: { by, descending: true } }));
}
for (const groupedBy of ["workflow", "day", "status", "user", "notebook", "parameter.stf_interval"] as const) {
  await measure(`groups by ${groupedBy}`, rowsOf({ groupedBy }));
  const browser = browserFor({ groupedBy });
  const groups = await browser.children();
  const group = groups[groups.length >> 1]!;
  await measure(`  one opened: ${group.node.label} (aim: 50 ms)`, async () => {
    return `${(await browser.children(group)).length} rows`;
  });
}
await measure("how many a filter finds: stf_interval>5", () => kernel.count({ matching: "stf_interval>5" }));
row("load of this machine meanwhile", `${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`);
await kernel.close();
