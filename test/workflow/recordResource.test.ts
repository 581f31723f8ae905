import assert from "node:assert/strict";
import { Environment, Resource } from "../../kernel/sim/index.ts";
import { recordResource } from "../../kernel/workflow/recordResource.ts";

describe("recording a resource", () => {
  it("writes utilisation and line as gauges, whenever they change", () => {
    const env = new Environment();
    const counter = new Resource(env, { capacity: 2 });
    const gauges: [number, string, number][] = [];
    const monitor = recordResource(env, { gauge: (...gauge) => void gauges.push(gauge) }, "counter", counter);
    for (const arrival of [1, 2, 3]) {
      env.process(
        (function* () {
          yield env.timeout(arrival);
          const request = counter.request();
          yield request;
          yield env.timeout(10);
          counter.release(request);
        })(),
        `customer ${arrival}`,
      );
    }
    env.run();
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
});
