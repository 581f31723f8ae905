/**
 * A script: runs the reference workflow with three waits between STFs and prints what they bring.
 * Node 24 runs it as it is: `node notebooks/scripts/compare_intervals.ts`
 */
import { columnsOf, type Execution, rowsOf, run } from "wfnb";

const executions: Execution[] = [];
for (const stf_interval of [1, 2, 4]) {
  executions.push(await run("stf_processing", { stf_interval, physics_period_count: 1, seed: 1 }));
}

const columns = columnsOf(executions);
console.table(rowsOf(columns), ["stf_interval", "count_stf", "simulated_end_time"]);

const [first] = executions;
console.log(await first!.text());
