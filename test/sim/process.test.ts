import assert from "node:assert/strict";
import { Environment, type Event, failurePlace, type Process, SimulationError } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("a process", () => {
  it("is an event: its value is what the generator returns", () => {
    const env = new Environment();
    const child = env.process(function* () {
      yield env.timeout(2);
      return "done";
    });
    const log: unknown[] = [];
    env.process(function* () {
      log.push(yield* child, env.now);
    });
    env.run();
    assert.deepEqual(log, ["done", 2]);
  });

  it("starts when the environment runs, at the time of its creation, before normal events", () => {
    const env = new Environment();
    const log: string[] = [];
    env
      .event()
      .succeed()
      .callbacks?.push(() => log.push("event"));
    env.process(function* () {
      log.push("process");
      yield env.timeout(1);
    });
    assert.deepEqual(log, []);
    env.run();
    assert.deepEqual(log, ["process", "event"]);
  });

  it("passes its error on to who waits for it", () => {
    const env = new Environment();
    const error = new Error("child failed");
    const child = env.process(function* () {
      yield env.timeout(1);
      throw error;
    });
    const parent = env.process(function* () {
      try {
        yield child;
      } catch (caught) {
        return caught;
      }
      return "no error";
    });
    assert.equal(env.run(parent), error);
    assert.deepEqual([child.ok, child.value], [false, error]);
  });

  it("that fails with nobody waiting stops the run with the original error and its stack", () => {
    const env = new Environment();
    env.process(function* failing() {
      yield env.timeout(1);
      throw new TypeError("the original");
    });
    assert.throws(
      () => env.run(),
      (error) => error instanceof TypeError && /failing/.test(error.stack ?? ""),
    );
    assert.equal(env.now, 1);
  });

  it("leaves a note of where it failed, without touching the error", () => {
    const env = new Environment();
    const error = new Error("untouched");
    env.process(function* beam() {
      yield env.timeout(4);
      throw error;
    });
    assert.throws(() => env.run(), error);
    assert.deepEqual(failurePlace(error), { processName: "beam", time: 4 });
    assert.equal(failurePlace(new Error("elsewhere")), undefined);
  });

  it("has a name: given, or that of its generator function, or a number", () => {
    const env = new Environment();
    function* clock(): Generator<Event, void, unknown> {
      yield env.timeout(1);
    }
    assert.deepEqual(
      [env.process(clock).name, env.process(clock(), "mine").name, env.process(clock()).name],
      ["clock", "mine", "process-3"],
    );
  });

  it("tells what it waits for, and whether it is alive", () => {
    const env = new Environment();
    const timeout = env.timeout(5);
    const process = env.process(function* () {
      yield timeout;
    });
    env.run(1);
    assert.deepEqual([process.target, process.isAlive], [timeout, true]);
    env.run();
    assert.deepEqual([process.target, process.isAlive], [null, false]);
  });

  it("waits for nothing while it runs", () => {
    const env = new Environment();
    const targets: unknown[] = [];
    for (const delay of [2, 3]) {
      env.process(function* () {
        for (let i = 0; i < 3; i++) {
          targets.push(env.activeProcess?.target);
          yield env.timeout(delay);
        }
      });
    }
    env.run();
    assert.deepEqual(targets, Array(6).fill(null));
  });

  it("tells the timeout it waits for in its slot", () => {
    const env = new Environment();
    let timeout: Event | undefined;
    const process = env.process(function* () {
      timeout = env.timeout(5);
      yield timeout;
    });
    env.timeout(1);
    env.run(2);
    assert.equal(process.target, timeout);
  });

  it("delegates with yield* and gets the value", () => {
    const env = new Environment();
    function* inner(): Generator<Event, number, unknown> {
      yield env.timeout(1);
      return 21;
    }
    const outer = env.process(function* () {
      return 2 * (yield* inner());
    });
    assert.equal(env.run(outer), 42);
  });

  it("delegates a thousand levels deep", () => {
    const env = new Environment();
    function* level(depth: number): Generator<Event, number, unknown> {
      if (depth === 0) {
        yield env.timeout(1);
        return 0;
      }
      return 1 + (yield* level(depth - 1));
    }
    assert.equal(env.run(env.process(level(1_000))), 1_000);
  });

  it("is one of a hundred thousand without trouble", () => {
    const env = new Environment();
    let ended = 0;
    function* one(delay: number): Generator<Event, void, unknown> {
      yield env.timeout(delay);
      ended += 1;
    }
    for (let i = 0; i < 100_000; i++) env.process(one(i % 100));
    env.run();
    assert.equal(ended, 100_000);
  });

  it("leaves its place to others when it has ended, or was interrupted", () => {
    const env = new Environment();
    for (let i = 0; i < 1_000; i++) {
      const process = env.process(function* () {
        try {
          yield env.timeout(1);
        } catch {}
      });
      if (i % 2 === 0) process.interrupt();
      env.run(env.now + 2);
    }
    assert(env._slots.generators.length <= 4);
  });

  it("must be made of a generator", () => {
    const env = new Environment();
    assertRefused("not-a-generator", /42 is not a generator/, () => env.process(42 as never));
    assertRefused("not-a-generator", /undefined is not a generator/, () => env.process((() => undefined) as never));
  });

  it("that yields something else than an event stops the run, by name and time", () => {
    const env = new Environment();
    const process: Process = env.process(function* () {
      yield env.timeout(3);
      yield 7 as never;
    }, "wrong");
    assert.throws(
      () => env.run(),
      (error) => {
        assert(error instanceof SimulationError);
        assert.deepEqual([error.code, error.processName, error.time], ["invalid-yield", "wrong", 3]);
        assert.match(error.message, /^Invalid yield value 7.*\(process wrong at 3 s\)$/);
        return true;
      },
    );
    assert.equal(process.isAlive, true);
  });

  it("that yields something else in a single step is not the running one afterwards", () => {
    const env = new Environment();
    env.process(function* () {
      yield 7 as never;
    });
    assertRefused("invalid-yield", /7/, () => env.step());
    assert.equal(env.activeProcess, null);
  });

  it("that yields something else is told what was probably meant", () => {
    function* helper() {}
    const mistakes: [yielded: unknown, answer: RegExp][] = [
      [helper(), /\[object Generator\]: yield\* takes a generator's steps, env.process starts it/],
      [Promise.resolve(), /\[object Promise\]: simulated time does not wait for a promise/],
      [[], /\[object Array\]: env.allOf and env.anyOf wait for several events/],
      [helper, /value function helper: a process yields events/],
      ["7", /value "7": a process yields events/],
      [7n, /value 7n: a process yields events/],
      [null, /value null: a process yields events/],
    ];
    for (const [yielded, answer] of mistakes) {
      const env = new Environment();
      env.process(function* () {
        yield yielded as never;
      });
      assertRefused("invalid-yield", answer, () => env.run());
    }
  });
});
