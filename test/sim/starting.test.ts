import assert from "node:assert/strict";
import { Environment, type Interrupt, startDelayed, subscribeAt } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("a process", () => {
  it("may be started after a delay", () => {
    const env = new Environment();
    const log: number[] = [];
    const starter = startDelayed(
      env,
      function* late() {
        log.push(env.now);
        yield env.timeout(1);
      },
      5,
    );
    assert.equal(env.run(starter).name, "late");
    env.run();
    assert.deepEqual(log, [5]);
    assertRefused("invalid-delay", /more than zero/, () => startDelayed(env, function* () {}, 0));
  });

  it("starts after those that were made before it, and after interrupts of that time", () => {
    const env = new Environment();
    const log: unknown[] = [];
    function* child(name: string) {
      log.push(name);
      yield env.timeout(1);
    }
    const sleeper = env.process(function* () {
      log.push("sleeper");
      try {
        yield env.timeout(10);
      } catch (interrupt) {
        log.push((interrupt as Interrupt).cause);
        env.process(child("last"));
      }
    });
    env.process(function* () {
      log.push("parent");
      env.process(child("first"));
      sleeper.interrupt("interrupt");
      env.process(child("second"));
      yield env.timeout(0);
      log.push("parent again");
    });
    assert.equal(sleeper.target, null);
    env.step();
    assert.notEqual(sleeper.target, null);
    env.run();
    assert.deepEqual(log, ["sleeper", "parent", "first", "interrupt", "second", "last", "parent again"]);
  });

  it("may ask to be interrupted when another ends", () => {
    const env = new Environment();
    const other = env.process(function* () {
      yield env.timeout(3);
      return "result";
    });
    const waiter = env.process(function* () {
      subscribeAt(other);
      try {
        yield env.timeout(10);
      } catch (interrupt) {
        return [(interrupt as Interrupt).cause, env.now];
      }
      return [];
    });
    assert.deepEqual(env.run(waiter), [[other, "result"], 3]);
    assertRefused("already-triggered", /has already happened/, () => subscribeAt(other));
    assertRefused("invalid-argument", /running process/, () => subscribeAt(env.timeout(1)));
  });
});
