import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Turns } from "../../kernel/runner/turns.ts";

describe("turns", () => {
  const inTurn = async (turns: Turns, line: string | undefined, ready: Promise<unknown>, through: () => void) => {
    using turn = turns.take(line);
    await ready;
    await turn.come;
    through();
  };

  it("come in the order in which they were taken, whoever is ready first; one that fails holds nobody up", async () => {
    const turns = new Turns();
    const log: number[] = [];
    const waits = [30, 10, Number.NaN, 0, 20];
    const going = waits.map((ms, index) => {
      const ready = Number.isNaN(ms) ? Promise.reject(new Error("not ready")) : delay(ms);
      return inTurn(turns, "batch", ready, () => log.push(index));
    });
    await Promise.allSettled(going);
    assert.deepEqual(log, [0, 1, 3, 4]);
  });

  it("in one line wait for nobody in another, nor does who stands in none", async () => {
    const turns = new Turns();
    using _first = turns.take("a");
    const log: string[] = [];
    await inTurn(turns, "b", Promise.resolve(), () => log.push("b"));
    await inTurn(turns, undefined, Promise.resolve(), () => log.push("none"));
    assert.deepEqual(log, ["b", "none"]);
  });
});
