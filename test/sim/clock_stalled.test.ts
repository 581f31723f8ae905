import assert from "node:assert/strict";
import { ClockStalledError, Environment } from "../../kernel/sim/index.ts";

describe("a run whose clock does not move", () => {
  it("ends with an error that names the process that spins and the time", () => {
    const env = new Environment(0, { maxStepsWithoutTime: 5_000 });
    env.process(function* spinner() {
      yield env.timeout(3);
      for (;;) yield env.timeout(0);
    });
    assert.throws(
      () => env.run(),
      (error) => {
        assert(error instanceof ClockStalledError);
        assert.equal(error.time, 3);
        assert.deepEqual(error.processNames, ["spinner"]);
        assert(error.steps >= 5_000 && error.steps < 20_000);
        return true;
      },
    );
  });

  it("ends where a process yields what has happened long ago, again and again, which takes no step", () => {
    const env = new Environment(0, { maxStepsWithoutTime: 5_000 });
    const opened = env.event().succeed();
    env.process(function* guard() {
      for (;;) yield opened;
    });
    const run = env.runInSlices(10);
    assert.throws(
      () => {
        while (!run.advance(50));
      },
      (error) => error instanceof ClockStalledError && error.processNames.join() === "guard",
    );
  });

  it("ends even when it was told until when to run", () => {
    const env = new Environment(0, { maxStepsWithoutTime: 5_000 });
    env.process(function* spinner() {
      for (;;) yield env.timeout(0);
    });
    assert.throws(() => env.run(10), ClockStalledError);
  });

  it("goes on as long as the clock moves now and then", () => {
    const env = new Environment(0, { maxStepsWithoutTime: 5_000 });
    env.process(function* bursts() {
      for (let burst = 0; burst < 10; burst++) {
        for (let i = 0; i < 4_000; i++) yield env.timeout(0);
        yield env.timeout(1);
      }
    });
    env.run();
    assert.equal(env.now, 10);
  });
});
