import assert from "node:assert/strict";
import { Environment, FilterStore, PriorityItem, PriorityStore, Store } from "../../../kernel/sim/index.ts";
import { assertRefused } from "../assert_refused.ts";

describe("a store", () => {
  it("hands items out in the order they came, to those who wait in the order they came", () => {
    const env = new Environment();
    const store = new Store<string>(env);
    const log: [string, string, number][] = [];
    for (const name of ["first", "second"]) {
      env.process(function* () {
        const item: string = yield* store.get();
        log.push([name, item, env.now]);
      });
    }
    env.process(function* () {
      yield store.put("a");
      yield env.timeout(1);
      yield store.put("b");
    });
    env.run();
    assert.deepEqual(log, [
      ["first", "a", 0],
      ["second", "b", 1],
    ]);
  });

  it("lets who puts wait for room", () => {
    const env = new Environment();
    const store = new Store<number>(env, { capacity: 1 });
    store.put(1);
    const second = store.put(2);
    env.run();
    assert.deepEqual([second.triggered, [...store.items]], [false, [1]]);
    store.get();
    env.run();
    assert.deepEqual([second.triggered, [...store.items]], [true, [2]]);
  });

  it("forgets a request that is withdrawn", () => {
    const env = new Environment();
    const store = new Store<string>(env);
    const impatient = store.get();
    impatient.cancel();
    store.put("kept");
    env.run();
    assert.deepEqual([impatient.triggered, store.items.length], [false, 1]);
  });

  it("with a filter hands out the first item that fits, past those who want another", () => {
    const env = new Environment();
    const store = new FilterStore<number>(env);
    const [even, large, any] = [store.get((item) => item % 2 === 0), store.get((item) => item > 10), store.get()];
    for (const item of [3, 11, 4]) store.put(item);
    env.run();
    assert.deepEqual([even.value, large.value, any.value], [4, 11, 3]);
  });

  it("without a filter refuses one, and with one what is no function", () => {
    const env = new Environment();
    const even = ((item: number) => item % 2 === 0) as never;
    for (const store of [new Store<number>(env), new PriorityStore<number>(env)]) {
      assertRefused("invalid-argument", /Only a FilterStore/, () => (store.get as any)(even));
      assert.equal(store.getQueue.length, 0);
    }
    assertRefused("invalid-argument", /A filter is a function, not 5/, () => new FilterStore(env).get(5 as any));
  });

  it("with priorities hands out the smallest item", () => {
    const env = new Environment();
    const numbers = new PriorityStore<number>(env);
    for (const item of [3, 1, 2]) numbers.put(item);
    const jobs = new PriorityStore<PriorityItem<string>>(env);
    jobs.put(new PriorityItem(2, "later"));
    jobs.put(new PriorityItem(1, "sooner"));
    env.run();
    assert.deepEqual([env.run(numbers.get()), env.run(numbers.get()), env.run(jobs.get()).item], [1, 2, "sooner"]);
  });

  for (const item of [
    [10],
    { size: 3 },
    Number.NaN,
    null,
    undefined,
    new Date(Number.NaN),
    new PriorityItem(Number.NaN, "job"),
  ]) {
    it(`with priorities refuses what has no order: ${JSON.stringify(item)}`, () => {
      const store = new PriorityStore(new Environment());
      assertRefused("invalid-argument", /has no order.*PriorityItem/, () => store.put(item));
      assert.equal(store.items.length, 0);
    });
  }

  it("with priorities refuses what cannot be compared with what is there", () => {
    const env = new Environment();
    const store = new PriorityStore<unknown>(env);
    store.put(10);
    assertRefused("invalid-argument", /"9" cannot be compared .* ordered as numbers/, () => store.put("9"));
    store.put(new PriorityItem(2, "job"));
    store.get();
    store.get();
    env.run();
    store.put("b");
    store.put("a");
    assert.equal(env.run(store.get()), "a");
  });

  it("with priorities compares with what waits for room too", () => {
    const env = new Environment();
    const store = new PriorityStore<unknown>(env, { capacity: 1 });
    for (const item of [1, 9]) store.put(item);
    store.get();
    assertRefused("invalid-argument", /"b" cannot be compared/, () => store.put("b"));
  });
});
