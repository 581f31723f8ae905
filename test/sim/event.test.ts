import assert from "node:assert/strict";
import { Environment, type Event } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("an event", () => {
  it("may happen, is going to happen, has happened", () => {
    const env = new Environment();
    const event = env.event<string>();
    assert.deepEqual([event.triggered, event.processed], [false, false]);
    event.succeed("now");
    assert.deepEqual([event.triggered, event.processed, event.ok, event.value], [true, false, true, "now"]);
    env.run();
    assert.deepEqual([event.triggered, event.processed], [true, true]);
  });

  it("has no value and no outcome before it is triggered", () => {
    const event = new Environment().event();
    assertRefused("not-yet-triggered", /value of Event\(\) is not yet available/, () => event.value);
    assertRefused("not-yet-triggered", /Event\(\)/, () => event.ok);
  });

  it("is triggered once only", () => {
    const event = new Environment().event().succeed();
    assertRefused("already-triggered", /Event\(\) has already been triggered/, () => event.succeed());
    assertRefused("already-triggered", /Event\(\)/, () => event.fail(new Error("late")));
  });

  it("fails with an error, nothing else", () => {
    const event = new Environment().event();
    assertRefused("not-an-error", /"oops" is not an error: fail\(new Error/, () =>
      event.fail("oops" as unknown as Error),
    );
  });

  it("calls its callbacks in order, with itself", () => {
    const env = new Environment();
    const event = env.event();
    const log: [string, Event][] = [];
    event.callbacks?.push((of) => log.push(["first", of]));
    event.callbacks?.push((of) => log.push(["second", of]));
    event.succeed();
    assert.deepEqual(log, []);
    env.run();
    assert.deepEqual(log, [
      ["first", event],
      ["second", event],
    ]);
    assert.equal(event.callbacks, null);
  });

  it("that fails unnoticed stops the run with the very error", () => {
    const env = new Environment();
    const error = new Error("nobody cares");
    env.event().fail(error);
    assert.throws(
      () => env.run(),
      (thrown) => thrown === error,
    );
  });

  it("that fails may be defused by a callback", () => {
    const env = new Environment();
    const event = env.event().fail(new Error("handled"));
    event.callbacks?.push((of) => {
      of.defused = true;
    });
    env.run();
    assert.equal(event.defused, true);
    event.defused = false;
    assert.equal(event.defused, true, "as in SimPy, once and for all");
  });

  it("takes over the outcome of another", () => {
    const env = new Environment();
    const [first, second] = [env.event(), env.event()];
    first.callbacks?.push((event) => second.trigger(event));
    first.succeed("passed on");
    env.run();
    assert.deepEqual([second.ok, second.value], [true, "passed on"]);
  });

  it("takes over only what is there, and once", () => {
    const env = new Environment();
    const [first, second] = [env.event(), env.event()];
    assertRefused("not-yet-triggered", /not yet available/, () => second.trigger(first));
    first.succeed();
    second.trigger(first);
    assertRefused("already-triggered", /has already been triggered/, () => second.trigger(first));
    env.run();
  });

  it("goes into the schedule once, when it has been triggered", () => {
    const env = new Environment();
    const event = env.event();
    assertRefused("not-yet-triggered", /cannot be scheduled before it has been triggered/, () => env.schedule(event));
    event.succeed();
    env.schedule(event);
    assertRefused("already-triggered", /in the schedule twice/, () => env.run());
    assertRefused("invalid-argument", /A priority is a number/, () => env.schedule(event, Number.NaN));
  });

  it("that a process waits for alone can be scheduled again, to come sooner", () => {
    const env = new Environment();
    const log: number[] = [];
    let timeout: Event<any> | undefined;
    env.process(function* () {
      timeout = env.timeout(5);
      yield timeout;
      log.push(env.now);
      yield env.timeout(3);
      log.push(env.now);
    });
    env.process(function* () {
      yield env.timeout(1);
      env.schedule(timeout!);
    });
    env.run(4.5);
    assert.deepEqual(log, [1, 4]);
    assertRefused("already-triggered", /in the schedule twice/, () => env.run());
  });

  it("says so where something else than an event or a function is given", () => {
    const env = new Environment();
    assertRefused("invalid-argument", /"later" is no event to be scheduled/, () => env.schedule("later" as any));
    assertRefused("invalid-argument", /undefined is no event/, () => env.event().trigger(undefined as any));
    env.timeout(1).callbacks?.push(5 as any);
    assertRefused("invalid-argument", /A callback is a function, not 5/, () => env.run());
  });

  it("whose callbacks somebody has seen is left quickly by very many", () => {
    const env = new Environment();
    const stop = env.event();
    stop.callbacks?.push(() => {});
    let ended = 0;
    for (let i = 0; i < 5_000; i++) {
      env.process(function* () {
        for (let k = 0; k < 3; k++) yield stop.or(env.timeout(1 + i / 5_000));
        ended += 1;
      });
    }
    env.run();
    assert.equal(ended, 5_000);
    assert.equal(stop.callbacks?.length, 1);
  });

  it("that never happens keeps no account of the many who waited for it and left", () => {
    const env = new Environment();
    const never = env.event();
    for (let i = 0; i < 50; i++) {
      env.process(function* () {
        for (let k = 0; k < 100; k++) yield never.or(env.timeout(1));
      });
    }
    env.run(50.5);
    assert((never._callbacks as unknown[]).length <= 150);
  });

  it("gives its value, with its type, to who waits with yield*", () => {
    const env = new Environment();
    const greeting = env.timeout(1, "hello");
    const process = env.process(function* () {
      const text: string = yield* greeting;
      return text.length;
    });
    const length: number = env.run(process);
    assert.equal(length, 5);
  });

  it("that has happened resumes who yields it at once", () => {
    const env = new Environment();
    const event = env.timeout(1, "old");
    const log: unknown[] = [];
    env.process(function* () {
      yield env.timeout(5);
      log.push(yield event, env.now);
    });
    env.run();
    assert.deepEqual(log, ["old", 5]);
  });
});

describe("a timeout", () => {
  it("happens after its delay, with its value", () => {
    const env = new Environment();
    const log: unknown[] = [];
    env.process(function* () {
      log.push(yield env.timeout(2, "two"), env.now);
      log.push(yield env.timeout(), env.now);
    });
    env.run();
    assert.deepEqual(log, ["two", 2, undefined, 2]);
  });

  it("is triggered from the start", () => {
    const env = new Environment();
    const timeout = env.timeout(1);
    assert.deepEqual([timeout.triggered, timeout.processed], [true, false]);
    assertRefused("already-triggered", /Timeout\(\)/, () => timeout.succeed());
  });

  it("wakes all who wait for it, in the order in which they began to wait", () => {
    const env = new Environment();
    const log: string[] = [];
    const shared = env.timeout(3);
    for (const name of ["a", "b", "c"]) {
      env.process(function* () {
        yield shared;
        log.push(name);
      });
    }
    env.run();
    assert.deepEqual(log, ["a", "b", "c"]);
  });

  it("made and yielded by a process that was interrupted calls those who listen to it too", () => {
    const env = new Environment();
    const log: string[] = [];
    const process = env.process(function* () {
      try {
        yield env.event();
      } catch {
        const timeout = env.timeout(1);
        timeout.callbacks?.push(() => log.push("listener"));
        yield timeout;
        log.push("process");
      }
    });
    process.interrupt();
    env.run();
    assert.deepEqual(log, ["listener", "process"]);
  });

  it("that one process waits for in its slot can still be shared", () => {
    const env = new Environment();
    const log: [string, number][] = [];
    let made: Event | undefined;
    env.process(function* () {
      const timeout = env.timeout(3);
      made = timeout;
      yield timeout;
      log.push(["maker", env.now]);
      assert.equal(timeout.processed, true);
    });
    env.process(function* () {
      yield env.timeout(1);
      assert.equal(made?.processed, false);
      yield made;
      log.push(["guest", env.now]);
    });
    env.run();
    assert.deepEqual(log, [
      ["maker", 3],
      ["guest", 3],
    ]);
  });

  for (const [delay, message] of [
    [-2, /^Negative delay -2/],
    [Number.NaN, /NaN is not a number of seconds/],
    [undefined, /undefined is not/],
    ["3", /Delay "3" is not a number/],
  ] as const) {
    it(`refuses a delay of ${delay}, naming process and time`, () => {
      const env = new Environment();
      env.process(function* () {
        yield env.timeout(16);
        yield env.timeout(delay as number);
      }, "beam");
      assertRefused("invalid-delay", message, () => env.run());
      assertRefused("invalid-delay", /\(at 16 s\)$/, () => env.timeout(delay as number));
    });
  }
});
