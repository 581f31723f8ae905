import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
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

/** Waits until a JSON file has this value under a key; `undefined` stands for none. Otherwise fails with what it has. */
export async function writtenSetting(file: string, key: string, expected: unknown, timeoutMs = 20_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(50)) {
    try {
      assert.deepEqual((JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>)[key], expected);
      return;
    } catch (error) {
      // Not there yet, half written, or what stood there before.
      if (Date.now() > deadline) throw error;
    }
  }
}
