import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { Environment, type Event, type ProcessGenerator } from "../../kernel/sim/index.ts";

/** What compilers make of a generator function for engines that have none: an object with its methods and nothing else. */
function handMade(env: Environment): { generator: ProcessGenerator<string>; seen: unknown[] } {
  const seen: unknown[] = [];
  const steps = [
    (): IteratorResult<Event<any>, string> => ({ done: false, value: env.timeout(1, "one") }),
    (): IteratorResult<Event<any>, string> => ({ done: false, value: env.event().fail(new Error("no")) }),
    (): IteratorResult<Event<any>, string> => ({ done: true, value: "end" }),
  ];
  const go = (given: unknown) => {
    seen.push(given);
    return steps.shift()!();
  };
  return { generator: { next: go, throw: go, return: go } as unknown as ProcessGenerator<string>, seen };
}

describe("what a process is made of", () => {
  it("may be an object with the methods of a generator: it gets values and failures, and its result is the process's", () => {
    const env = new Environment();
    const { generator, seen } = handMade(env);
    assert.equal(env.run(env.process(generator)), "end");
    assert.deepEqual(seen.map(String), ["undefined", "one", "Error: no"]);
    assert.equal(env.now, 1);
  });

  it("may be a generator of another realm, as notebooks in `node:vm` contexts have them", () => {
    const env = new Environment();
    const other = runInNewContext("(function* (env) { const value = yield env.timeout(2, 'two'); return value; })") as (
      env: Environment,
    ) => ProcessGenerator<string>;
    assert.equal(env.run(env.process(other(env))), "two");
    assert.equal(env.run(env.process(() => other(env), "named")), "two");
    assert.equal(env.now, 4);
  });

  it("is nothing else, and is said to be so at once", () => {
    const env = new Environment();
    for (const wrong of [undefined, null, 5, "text", {}, [], { next: () => ({ done: true }) }, Promise.resolve()]) {
      assert.throws(() => env.process(wrong as unknown as ProcessGenerator), { code: "not-a-generator" });
    }
    assert.throws(() => env.process((() => 5) as never), { code: "not-a-generator" });
    assert.throws(() => env.process(async function* () {} as never), { code: "not-a-generator" });
  });
});
