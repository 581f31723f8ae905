import assert from "node:assert/strict";
import {
  Container,
  Environment,
  Resource,
  Store,
  Tally,
  TimeWeighted,
  watchContainer,
  watchResource,
  watchStore,
} from "../../../kernel/sim/index.ts";

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
});

describe("a time-weighted monitor", () => {
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
});
