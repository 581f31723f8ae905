import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until a file is there and has grown no further for a moment. */
export async function written(file: string, timeoutMs = 20_000): Promise<void> {
  const sizeOf = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const before = sizeOf();
    await sleep(50);
    if (before > 0 && sizeOf() === before) return;
  }
  throw new Error(`${file} was not written within ${timeoutMs / 1000} s.`);
}
