import assert from "node:assert/strict";
import { Container, Environment, PriorityStore, Resource } from "../../kernel/sim/index.ts";
import { type Monitored, recordResource } from "../../kernel/workflow/recordResource.ts";

describe("recording a resource", () => {
  const env = () => new Environment();
  function recorded<Watched extends Monitored>(name: string, watched: Watched) {
    const gauges: [number, string, number][] = [];
    const recorder = { gauge: (...gauge: [number, string, number]) => void gauges.push(gauge) };
    return { gauges, monitor: recordResource(watched.env, recorder, name, watched) };
  }

  it("writes utilisation and line as gauges, whenever they change", () => {
    const counter = new Resource(env(), { capacity: 2 });
    const { gauges, monitor } = recorded("counter", counter);
    for (const arrival of [1, 2, 3]) {
      counter.env.process(
        (function* () {
          yield counter.env.timeout(arrival);
          const request = counter.request();
          yield request;
          yield counter.env.timeout(10);
          counter.release(request);
        })(),
        `customer ${arrival}`,
      );
    }
    counter.env.run();
    assert.deepEqual(gauges, [
      [0, "counter utilisation", 0],
      [0, "counter waiting", 0],
      [1, "counter utilisation", 0.5],
      [2, "counter utilisation", 1],
      [3, "counter waiting", 1],
      // A slot is free for a moment before the one in line takes it.
      [11, "counter utilisation", 0.5],
      [11, "counter utilisation", 1],
      [11, "counter waiting", 0],
      [12, "counter utilisation", 0.5],
      [21, "counter utilisation", 0],
    ]);
    assert.equal(monitor.waits.count, 3);
  });

  it("writes the level of a container, and who waits to put or to get", () => {
    const tank = new Container(env(), { capacity: 10, init: 4 });
    const { gauges, monitor } = recorded("tank", tank);
    tank.env.process(function* fill() {
      yield tank.env.timeout(1);
      yield tank.put(8);
    });
    tank.env.process(function* draw() {
      yield tank.env.timeout(3);
      yield tank.get(3);
    });
    tank.env.run();
    assert.deepEqual(gauges, [
      [0, "tank level", 4],
      [0, "tank waiting", 0],
      [1, "tank waiting", 1],
      [3, "tank level", 1],
      [3, "tank level", 9],
      [3, "tank waiting", 0],
    ]);
    assert.equal(monitor.level.mean, 4);
  });

  it("writes how many items a store holds", () => {
    const store = new PriorityStore<number>(env());
    const { gauges } = recorded("jobs", store);
    store.put(2);
    store.put(1);
    store.env.run();
    assert.deepEqual(
      gauges.filter(([, name]) => name === "jobs level").map(([, , items]) => items),
      [0, 1, 2],
    );
  });

  it("refuses what is none of them", () => {
    assert.throws(
      () => recordResource(env(), { gauge: () => {} }, "tank", 5 as never),
      /monitor\("tank", ...\) takes a Resource, a Container or a Store, not 5/,
    );
  });
});
