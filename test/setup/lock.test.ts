import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { load } from "./load.ts";

const { exclusively } = await load("lock.mjs");

describe("two set-ups at once", () => {
  it("take turns, also after one that failed", async () => {
    const log: string[] = [];
    const turn = (name: string, fails = false) =>
      exclusively(`test ${process.pid}`, async () => {
        log.push(`${name} in`);
        await sleep(20);
        log.push(`${name} out`);
        if (fails) throw new Error("no");
      });
    await Promise.allSettled([turn("a", true), turn("b")]);
    assert.deepEqual(log, ["a in", "a out", "b in", "b out"]);
  });
});
