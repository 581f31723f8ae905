import { setImmediate } from "node:timers/promises";
import v8 from "node:v8";
import { workerData } from "node:worker_threads";
import * as wfnb from "../../authoring.ts";
import { serveJob } from "../../runner/executeInWorker.ts";
import type { WorkerJob } from "../../runner/workerProtocol.ts";

/** Entry of a worker thread: one workflow, with `wfnb` provided from this copy. */
const job = { ...(workerData as WorkerJob) };
// The line to the kernel is not for the workflow, which can read `workerData` too.
for (const key of Object.keys(workerData as object)) Reflect.deleteProperty(workerData as object, key);
await serveJob(job, {
  provided: { wfnb },
  wallClock: performance.now.bind(performance),
  memory: () => {
    const { total_heap_size, external_memory } = v8.getHeapStatistics();
    return total_heap_size + external_memory;
  },
  onUnhandledRejection: (listener) => process.on("unhandledRejection", listener),
  onExit: (listener) => process.once("exit", listener),
  turn: async (onUncaught) => {
    // Only here: what fails in this program itself is to end the thread, and to be told by that.
    process.on("uncaughtException", onUncaught);
    await setImmediate();
    process.off("uncaughtException", onUncaught);
  },
});
job.port.close();
// Timers that the workflow left behind would keep the thread.
process.exit(0);
