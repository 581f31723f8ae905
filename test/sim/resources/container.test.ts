import assert from "node:assert/strict";
import { Container, Environment } from "../../../kernel/sim/index.ts";
import { assertRefused } from "../assert_refused.ts";

describe("a container", () => {
  it("lets one wait until there is enough, or room enough", () => {
    const env = new Environment();
    const tank = new Container(env, { capacity: 10, init: 2 });
    const log: [string, number, number][] = [];
    env.process(function* () {
      yield tank.get(5);
      log.push(["got 5", env.now, tank.level]);
      yield tank.put(10);
      log.push(["put 10", env.now, tank.level]);
    });
    env.process(function* () {
      yield env.timeout(1);
      yield tank.put(4);
      yield env.timeout(1);
      yield tank.get(1);
    });
    env.run();
    assert.deepEqual(log, [
      ["got 5", 1, 1],
      ["put 10", 2, 10],
    ]);
  });

  it("that holds an infinite amount has room for no more, as in SimPy", () => {
    const sea = new Container(new Environment(), { init: Number.POSITIVE_INFINITY });
    assert.deepEqual([sea.put(5).triggered, sea.get(5).triggered, sea.level], [false, true, Number.POSITIVE_INFINITY]);
  });

  it("refuses amounts that are not more than zero, and a start outside its capacity", () => {
    const env = new Environment();
    const tank = new Container(env);
    for (const amount of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "5" as unknown as number]) {
      assertRefused("invalid-amount", /amount must be more than zero/, () => tank.put(amount));
      assertRefused("invalid-amount", /amount must be more than zero/, () => tank.get(amount));
    }
    assertRefused("invalid-amount", /starts with 0 to 5, not 6/, () => new Container(env, { capacity: 5, init: 6 }));
    assertRefused("invalid-amount", /not "5"/, () => new Container(env, { init: "5" as unknown as number }));
    assertRefused("invalid-amount", /not -1/, () => new Container(env, { init: -1 }));
    assertRefused("invalid-capacity", /capacity/, () => new Container(env, { capacity: 0 }));
  });
});
