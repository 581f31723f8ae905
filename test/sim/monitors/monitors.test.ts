import assert from "node:assert/strict";
import {
  Container,
  Environment,
  FilterStore,
  Resource,
  Store,
  Tally,
  TimeWeighted,
  watchContainer,
  watchResource,
  watchStore,
} from "../../../kernel/sim/index.ts";
import { assertRefused } from "../assert_refused.ts";

describe("a tally", () => {
  it("has mean, variance, extremes and quantiles", () => {
    const tally = new Tally();
    for (const value of [4, 1, 3, 2]) tally.record(value);
    assert.deepEqual([tally.count, tally.mean, tally.min, tally.max], [4, 2.5, 1, 4]);
    assert(Math.abs(tally.variance - 5 / 3) < 1e-12);
    assert.deepEqual(
      [0, 0.25, 0.5, 1].map((share) => tally.quantile(share)),
      [1, 1.75, 2.5, 4],
    );
    tally.record(10);
    assert.equal(tally.max, 10);
  });

  it("knows nothing without values", () => {
    const { count, mean, variance, min } = new Tally();
    assert.deepEqual([count, mean, variance, min], [0, Number.NaN, Number.NaN, Number.NaN]);
  });

  it("has the extremes of values as far apart as numbers go", () => {
    const tally = new Tally();
    for (const value of [1.7e308, -1.7e308]) tally.record(value);
    assert.deepEqual([tally.min, tally.max], [-1.7e308, 1.7e308]);
  });

  it("tells its extremes quickly while values come", () => {
    const tally = new Tally();
    for (let value = 0; value < 100_000; value++) {
      tally.record(value);
      assert(tally.min === 0 && tally.max === value);
    }
  });

  it("refuses what is no finite number, and stays as it is", () => {
    const tally = new Tally();
    tally.record(1);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "2" as unknown as number]) {
      assertRefused("invalid-argument", /A tally is of finite numbers/, () => tally.record(value));
    }
    assert.deepEqual([tally.count, tally.mean], [1, 1]);
  });
});

describe("a tally that is reset", () => {
  it("is as if it were new", () => {
    const [used, fresh] = [new Tally(), new Tally()];
    for (const value of [1e9, -1e9, 5]) used.record(value);
    used.quantile(0.5);
    used.reset();
    assert.deepEqual(used, fresh);
    for (const tally of [used, fresh]) for (const value of [4, 1, 3]) tally.record(value);
    assert.deepEqual(used, fresh);
  });
});

describe("a quantile", () => {
  it("is of a share from 0 to 1", () => {
    const monitors = [new Tally(), new TimeWeighted(new Environment(), 0)];
    for (const monitor of monitors) {
      for (const share of [-0.1, 1.1, 95, Number.NaN]) {
        assertRefused("invalid-argument", /from 0 to 1, such as 0.95/, () => monitor.quantile(share));
      }
    }
  });
});

describe("a time-weighted monitor", () => {
  it("has the value whose time ends just there as quantile, whatever sums of durations round to", () => {
    const env = new Environment();
    const level = new TimeWeighted(env, 0);
    env.process(function* () {
      for (let value = 1; value <= 10; value++) {
        yield env.timeout(0.1);
        level.record(value);
      }
    });
    env.run();
    assert.deepEqual(
      [0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9, 1].map((share) => level.quantile(share)),
      [0, 1, 2, 5, 6, 7, 8, 9],
    );
  });

  it("has extremes that held for a moment only", () => {
    const env = new Environment();
    const level = new TimeWeighted(env, 0);
    env.process(function* () {
      yield env.timeout(1e6);
      level.record(5);
      yield env.timeout(1e-7);
      level.record(-5);
      yield env.timeout(1e-7);
      level.record(0);
      yield env.timeout(1);
    });
    env.run();
    assert.deepEqual([level.min, level.quantile(0), level.max, level.quantile(1)], [-5, -5, 5, 5]);
  });

  it("refuses what is no number", () => {
    const env = new Environment();
    const level = new TimeWeighted(env, 0);
    for (const value of [Number.NaN, "1" as unknown as number]) {
      assertRefused("invalid-argument", /quantity is a number/, () => level.record(value));
      assertRefused("invalid-argument", /quantity is a number/, () => new TimeWeighted(env, value));
    }
  });

  it("weighs each value with the time for which it held", () => {
    const env = new Environment();
    const level = new TimeWeighted(env, 0);
    env.process(function* () {
      yield env.timeout(2);
      level.record(10);
      yield env.timeout(6);
      level.record(5);
      yield env.timeout(2);
    });
    env.run();
    assert.deepEqual([level.duration, level.mean, level.min, level.max], [10, 7, 0, 10]);
    assert.deepEqual([level.quantile(0.2), level.quantile(0.3), level.quantile(0.9)], [0, 5, 10]);
    assert(Math.abs(level.variance - (2 * 49 + 6 * 9 + 2 * 4) / 10) < 1e-12);
    level.reset();
    assert.equal(level.duration, 0);
  });
});

describe("a monitor", () => {
  it("of a resource tells use, line and waiting times", () => {
    const env = new Environment();
    const resource = new Resource(env);
    const monitor = watchResource(resource);
    for (let i = 0; i < 3; i++) {
      env.process(function* () {
        using request = resource.request();
        yield request;
        yield env.timeout(2);
      });
    }
    env.run(8);
    assert.deepEqual([monitor.inUse.mean, monitor.waiting.mean, monitor.waiting.max], [0.75, 0.75, 2]);
    assert.deepEqual([monitor.waits.count, monitor.waits.mean, monitor.waits.max], [3, 2, 4]);
  });

  it("goes on when the resource gets another one, from then on", () => {
    const env = new Environment();
    const resource = new Resource(env);
    function* user() {
      using request = resource.request();
      yield request;
      yield env.timeout(2);
    }
    const first = watchResource(resource);
    for (let i = 0; i < 4; i++) env.process(user());
    env.run(4);
    const second = watchResource(resource);
    for (let i = 0; i < 2; i++) env.process(user());
    env.run(16);
    assert.deepEqual([first.inUse.mean, first.waits.count, first.waits.max], [12 / 16, 6, 6]);
    assert.deepEqual([second.inUse.mean, second.waits.count, second.waits.max], [8 / 12, 2, 6]);
  });

  it("is of what it is called after", () => {
    const env = new Environment();
    assert.throws(
      () => watchResource(new Store(env) as never),
      /watchResource watches a Resource, not \[object Store\]/,
    );
    assert.throws(() => watchResource(undefined as never), /watchResource watches a Resource, not undefined/);
    assert.throws(() => watchStore(new Resource(env) as never), /watchStore watches a Store, not \[object Resource\]/);
    assert.throws(() => watchContainer(5 as never), /watchContainer watches a Container, not 5/);
  });

  it("of a container tells its level", () => {
    const env = new Environment();
    const tank = new Container(env, { init: 4 });
    const monitor = watchContainer(tank);
    env.process(function* () {
      yield env.timeout(1);
      yield tank.get(3);
      yield env.timeout(3);
    });
    env.run();
    assert.equal(monitor.level.mean, (4 + 3) / 4);
  });

  it("of a store tells how many items it holds and how long takers wait", () => {
    const env = new Environment();
    const store = new Store<string>(env);
    const monitor = watchStore(store);
    store.get();
    env.process(function* () {
      yield env.timeout(2);
      yield store.put("a");
      yield store.put("b");
      yield env.timeout(2);
    });
    env.run();
    assert.deepEqual([monitor.level.mean, monitor.getting.mean, monitor.waits.mean], [0.5, 0.5, 2]);
  });

  it("of a store counts a request whose filter threw: it stays in line", () => {
    const env = new Environment();
    const store = new FilterStore<number>(env);
    store.put(1);
    env.run(1);
    const monitor = watchStore(store);
    assert.throws(() => store.get(() => assert.fail("no filter")), /no filter/);
    env.run(11);
    assert.deepEqual([store.getQueue.length, monitor.getting.max, monitor.getting.mean], [1, 1, 1]);
  });
});
