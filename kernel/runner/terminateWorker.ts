import { setTimeout as delay } from "node:timers/promises";
import type { Worker } from "node:worker_threads";

/** Milliseconds between two requests. */
const againMs = 100;
/** Requests after which a worker counts as stuck. */
const mostRequests = 15;

/**
 * Ends a worker wherever it is, also in an endless loop. `stuck`: it goes on all the same, until its process ends.
 *
 * Node asks V8 once. V8 loses that request now and then where reactions of promises follow each other without end (1 of 150 times), so
 * it is repeated; and it does not let go at all of code that only makes large arrays.
 */
export async function terminateWorker(worker: Worker): Promise<"gone" | "stuck"> {
  // Each request waits for the end by a listener of its own.
  worker.setMaxListeners(worker.getMaxListeners() + mostRequests);
  for (let requests = 0; requests < mostRequests; requests += 1) {
    const gone = worker.terminate().then(() => true);
    if (await Promise.race([gone, delay(againMs, false)])) return "gone";
  }
  return "stuck";
}
