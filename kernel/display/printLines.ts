import { setImmediate } from "node:timers/promises";

/** Characters in one write. */
const chunkSize = 64_000;

/**
 * Prints many lines whole. Notebook kernels send each `console.log` as a message and drop what their queue does not hold
 * (tslab: after 513 in one turn of the event loop); this sends few large pieces and lets each one go before the next.
 *
 * @example await printLines(trace.map((record) => JSON.stringify(record)));
 */
export async function printLines(lines: Iterable<unknown>): Promise<void> {
  let chunk = "";
  for (const line of lines) {
    chunk += `${String(line)}\n`;
    if (chunk.length < chunkSize) continue;
    process.stdout.write(chunk);
    chunk = "";
    await setImmediate();
  }
  if (chunk !== "") process.stdout.write(chunk);
}
