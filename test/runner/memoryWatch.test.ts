import assert from "node:assert/strict";
import { MemoryWatch } from "../../kernel/runner/memoryWatch.ts";

describe("The memory watch", () => {
  const worker = (name: string, ...answers: (number | null)[]) => ({
    name,
    worker: { memory: async () => (answers.length > 1 ? answers.shift()! : answers[0]!) },
  });
  const looks = async (held: number, times: number, ...running: ReturnType<typeof worker>[]) => {
    const stopped: string[] = [];
    const watch = new MemoryWatch(
      { execution: 100, process: 300 },
      () => held,
      () => running,
      async ({ name }, limit) => stopped.push(`${name} at ${limit}`),
    );
    for (let i = 0; i < times; i += 1) await watch.check();
    return stopped;
  };

  it("asks nobody while the process holds less than one execution may", async () => {
    assert.deepEqual(await looks(90, 3, worker("a", 1000)), []);
  });

  it("stops every execution that holds more than it may", async () => {
    assert.deepEqual(await looks(250, 1, worker("a", 120), worker("b", 20), worker("c", 101)), [
      "a at 100",
      "c at 100",
    ]);
  });

  it("stops the greediest when the process holds too much", async () => {
    assert.deepEqual(await looks(301, 1, worker("a", 80), worker("b", 90)), ["b at 300"]);
  });

  it("takes one that does not answer for greedy, the third time", async () => {
    assert.deepEqual(await looks(250, 2, worker("a", null)), []);
    assert.deepEqual(await looks(250, 3, worker("a", null)), ["a at 100"]);
    assert.deepEqual(await looks(250, 4, worker("a", null, null, 1, null)), []);
  });
});
