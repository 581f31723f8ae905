import assert from "node:assert/strict";
import fc from "fast-check";
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

  it("takes each of a hundred thousand from the same event at once, also while a run waits for it", () => {
    const env = new Environment();
    const opening = env.event();
    const all = Array.from({ length: 100_000 }, () => env.process(waitingFor(opening, () => {})));
    env.run(1);
    assert.equal(opening.callbacks!.length, 100_000);
    for (const process of all) process.interrupt();
    env.process(function* () {
      yield env.timeout(1);
      opening.succeed();
    });
    env.run(opening);
    assert.deepEqual(
      all.filter(({ isAlive }) => isAlive),
      [],
    );
  });

  it("loses no process that an error of the model kept from waiting, however many wait with it", () => {
    for (const others of [5, 50]) {
      const env = new Environment();
      const opening = env.event();
      let woken = 0;
      const process = env.process(function* () {
        try {
          yield opening;
        } catch {}
        try {
          yield 5 as any;
        } catch {}
        yield opening;
        woken += 1;
      });
      for (let i = 0; i < others; i++) env.process(waitingFor(opening, () => {}));
      env.run(1);
      process.interrupt();
      assertRefused("invalid-yield", /5/, () => env.run());
      process.interrupt();
      env.run();
      opening.succeed();
      env.run();
      assert.equal(woken, 1, `beside ${others} others`);
    }
  });

  it("leaves those that wait for an event in the order in which they came, or came back", () => {
    const turns = fc.array(fc.tuple(fc.nat(59), fc.boolean()), { minLength: 1, maxLength: 150 });
    fc.assert(
      fc.property(turns, (interrupts) => {
        const env = new Environment();
        const opening = env.event();
        const woken: number[] = [];
        const all = Array.from({ length: 60 }, (_, i) => env.process(waitingFor(opening, () => woken.push(i))));
        env.run(1);
        let expected = all.map((_, i) => i);
        for (const [i, comesBack] of interrupts) {
          if (!all[i]!.isAlive) continue;
          all[i]!.interrupt(comesBack);
          env.run(env.now + 1);
          expected = expected.filter((other) => other !== i);
          if (comesBack) expected.push(i);
        }
        opening.succeed();
        env.run();
        assert.deepEqual(woken, expected);
      }),
    );
  });

  it("loses no process that somebody took from the callbacks, and that comes back", () => {
    const env = new Environment();
    const opening = env.event();
    const woken: number[] = [];
    const all = Array.from({ length: 50 }, (_, i) => env.process(waitingFor(opening, () => woken.push(i))));
    env.run(1);
    opening.callbacks!.splice(0, 1);
    all[0]!.interrupt(true);
    env.run(2);
    opening.succeed();
    env.run();
    assert.deepEqual([woken.length, woken.at(-1)], [50, 0]);
  });
});

/** Waits again where the cause of an interrupt says so; leaves where it does not. */
function* waitingFor(event: Event<any>, woken: () => void): Generator<Event<any>, void> {
  for (;;) {
    try {
      yield event;
      woken();
      return;
    } catch (interrupt) {
      if ((interrupt as Interrupt).cause !== true) return;
    }
  }
}

function* sleeping(env: Environment, log: unknown[]): Generator<Event, void, unknown> {
  try {
    yield env.timeout(10);
  } catch (error) {
    log.push([(error as Interrupt).cause, env.now]);
  }
}
