import assert from "node:assert/strict";
import { Environment, type Event, Interrupt } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("an interrupt", () => {
  it("is thrown into the waiting process, at once, with its cause", () => {
    const env = new Environment();
    const log: unknown[] = [];
    const sleeper = env.process(sleeping(env, log));
    env.process(function* () {
      yield env.timeout(3);
      sleeper.interrupt("wake up");
    });
    env.run();
    assert.deepEqual(log, [["wake up", 3]]);
  });

  it("is an error, whose stack is not captured", () => {
    const interrupt = new Interrupt("why");
    assert(interrupt instanceof Error);
    assert.deepEqual([interrupt.name, interrupt.message, interrupt.stack], ["Interrupt", "why", "Interrupt: why"]);
  });

  it("leaves the event that was waited for: it happens all the same, and can be waited for again", () => {
    const env = new Environment();
    const log: number[] = [];
    const sleeper = env.process(function* () {
      const timeout = env.timeout(10);
      try {
        yield timeout;
      } catch {
        log.push(env.now);
        yield timeout;
        log.push(env.now);
      }
    });
    env.process(function* () {
      yield env.timeout(4);
      sleeper.interrupt();
    });
    env.run();
    assert.deepEqual(log, [4, 10]);
  });

  it("comes after the start of the process and before normal events of the same time", () => {
    const env = new Environment();
    const log: unknown[] = [];
    const sleeper = env.process(sleeping(env, log));
    sleeper.interrupt("at once");
    env.run();
    assert.deepEqual(log, [["at once", 0]]);
  });

  it("may be one of several: each is thrown, in order", () => {
    const env = new Environment();
    const log: unknown[] = [];
    const sleeper = env.process(function* () {
      for (let i = 0; i < 2; i++) {
        try {
          yield env.timeout(10);
        } catch (interrupt) {
          log.push((interrupt as Interrupt).cause);
        }
      }
    });
    sleeper.interrupt(1);
    sleeper.interrupt(2);
    sleeper.interrupt(3);
    env.run();
    assert.deepEqual(log, [1, 2]);
  });

  it("that nobody catches fails the process", () => {
    const env = new Environment();
    const process = env.process(function* () {
      yield env.timeout(1);
    });
    process.interrupt("unhandled");
    assert.throws(
      () => env.run(),
      (error) => error instanceof Interrupt && error.cause === "unhandled",
    );
    assert.equal(process.isAlive, false);
  });

  it("is refused for a process that has ended", () => {
    const env = new Environment();
    const process = env.process(function* () {
      yield env.timeout(1);
    }, "gone");
    env.run();
    assertRefused("process-ended", /Process\(gone\) has ended and cannot be interrupted/, () => process.interrupt());
  });

  it("is refused to the running process itself", () => {
    const env = new Environment();
    env.process(function* () {
      env.activeProcess?.interrupt();
      yield env.timeout(1);
    });
    assertRefused("self-interrupt", /cannot interrupt itself/, () => env.run());
  });
});

function* sleeping(env: Environment, log: unknown[]): Generator<Event, void, unknown> {
  try {
    yield env.timeout(10);
  } catch (error) {
    log.push([(error as Interrupt).cause, env.now]);
  }
}
