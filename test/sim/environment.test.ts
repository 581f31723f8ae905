import assert from "node:assert/strict";
import { EmptyScheduleError, Environment, FilterStore, NORMAL, URGENT } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("an environment", () => {
  it("starts at time zero, or when it is told to", () => {
    assert.equal(new Environment().now, 0);
    assert.equal(new Environment(100).now, 100);
    for (const maxStepsWithoutTime of [0, Number.NaN, "1000" as any]) {
      const make = () => new Environment(0, { maxStepsWithoutTime });
      assertRefused("invalid-argument", /maxStepsWithoutTime is a number, more than zero/, make);
    }
    assertRefused("invalid-argument", /not "maxSteps"/, () => new Environment(0, { maxSteps: 5 } as any));
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, "5" as unknown as number]) {
      assertRefused("invalid-time", /initial time must be a finite number/, () => new Environment(time));
    }
  });

  it("runs until there is nothing left to do", () => {
    const env = new Environment();
    env.timeout(3);
    env.run();
    assert.equal(env.now, 3);
  });

  it("runs until a time, and leaves the events due at that very time for later", () => {
    const env = new Environment();
    const events = [5, 10, 15].map((delay) => env.timeout(delay));
    env.run(10);
    assert.equal(env.now, 10);
    assert.deepEqual(
      events.map((event) => event.processed),
      [true, false, false],
    );
    env.run();
    assert.deepEqual(
      events.map((event) => event.processed),
      [true, true, true],
    );
  });

  it("runs until an event has happened, and returns its value", () => {
    const env = new Environment();
    const answer: number = env.run(env.timeout(1, 42));
    assert.equal(answer, 42);
    assert.equal(env.now, 1);
  });

  it("returns the value of an event that has happened already, without running", () => {
    const env = new Environment();
    const timeout = env.timeout(1, "spam");
    env.run(5);
    assert.equal(env.run(timeout), "spam");
    assert.equal(env.now, 5);
  });

  it("runs the other callbacks of the event it stopped at when it goes on", () => {
    const env = new Environment();
    const log: number[] = [];
    const event = env.timeout(1);
    env.process(function* () {
      yield event;
      log.push(env.now);
    });
    const run = env.runInSlices(event);
    run.advance();
    assert.deepEqual(log, []);
    env.run();
    assert.deepEqual(log, [1]);
  });

  it("does not repeat what the event it stopped at does itself when it goes on", () => {
    const env = new Environment();
    const store = new FilterStore<number>(env);
    const seen: number[] = [];
    store.get((item) => seen.push(item) < 0);
    env.run(store.put(1));
    env.run();
    assert.deepEqual(seen, [1]);
  });

  it("refuses to run until what is neither a time nor an event of its own", () => {
    const env = new Environment();
    assertRefused("invalid-argument", /not "10"/, () => env.run("10" as any));
    assertRefused("invalid-argument", /a time or an event/, () => env.run({} as any));
    assertRefused("mixed-environments", /different environment/, () => env.run(new Environment().timeout(1)));
  });

  it("refuses to run until a time that is not later than now", () => {
    const env = new Environment(3);
    assertRefused("invalid-time", /until \(3\) must be later/, () => env.run(3));
    assertRefused("invalid-time", /until \(-1\)/, () => env.run(-1));
    assertRefused("invalid-time", /until \(NaN\)/, () => env.run(Number.NaN));
  });

  it("says so when the event to run until can never happen", () => {
    const env = new Environment();
    assertRefused(
      "until-never-triggered",
      /^No scheduled events left but the "until" event was not triggered: Event\(\)/,
      () => env.run(env.event()),
    );
  });

  it("throws the error of the event it runs until, if that fails", () => {
    const env = new Environment();
    const event = env.event();
    const error = new Error("broken");
    event.fail(error);
    assert.throws(() => env.run(event), error);
  });

  it("steps from event to event, and tells the time of the next", () => {
    const env = new Environment();
    assert.equal(env.peek(), Number.POSITIVE_INFINITY);
    env.timeout(2);
    env.timeout(1);
    assert.equal(env.peek(), 1);
    env.step();
    assert.deepEqual([env.now, env.peek()], [1, 2]);
    env.step();
    assert.throws(() => env.step(), EmptyScheduleError);
  });

  it("knows which process is running", () => {
    const env = new Environment();
    const seen: unknown[] = [];
    const process = env.process(function* () {
      seen.push(env.activeProcess);
      yield env.timeout(1);
      seen.push(env.activeProcess);
    });
    env.run();
    assert.deepEqual(seen, [process, process]);
    assert.equal(env.activeProcess, null);
  });

  it("orders events by time, then priority, then insertion", () => {
    const env = new Environment();
    const log: string[] = [];
    const due = (name: string, priority: number, delay: number) => {
      const event = env.event();
      event._value = undefined;
      event.callbacks?.push(() => log.push(name));
      env.schedule(event, priority, delay);
    };
    due("normal 1", NORMAL, 1);
    due("late 1", 7, 1);
    due("urgent 1", URGENT, 1);
    due("normal 0", NORMAL, 0);
    due("very urgent 1", -3, 1);
    due("urgent 1 again", URGENT, 1);
    due("normal 1 again", NORMAL, 1);
    due("urgent 0", URGENT, 0);
    env.run();
    assert.deepEqual(log, [
      "urgent 0",
      "normal 0",
      "very urgent 1",
      "urgent 1",
      "urgent 1 again",
      "normal 1",
      "normal 1 again",
      "late 1",
    ]);
  });

  it("orders by priority also what was scheduled long before for the time that has come", () => {
    const env = new Environment();
    const log: string[] = [];
    const due = (name: string, priority: number) => {
      const event = env.event();
      event._value = undefined;
      event.callbacks?.push(() => log.push(name));
      env.schedule(event, priority, 1);
      return event;
    };
    due("normal", NORMAL);
    due("half urgent", 0.5);
    due("urgent", URGENT);
    due("first", -1).callbacks?.push(() => {
      env.process(function* () {
        log.push("process");
        yield env.timeout(0);
      });
    });
    env.run();
    assert.deepEqual(log, ["first", "urgent", "process", "half urgent", "normal"]);
  });

  it("takes in slices exactly the steps it takes in one run", () => {
    const whole = busyModel();
    whole.env.run(50);
    const sliced = busyModel();
    const run = sliced.env.runInSlices(50);
    let slices = 0;
    while (!run.advance(7)) slices += 1;
    assert(slices > 10);
    assert.deepEqual(sliced.log, whole.log);
    assert.equal(sliced.env.stepCount, whole.env.stepCount);
    assert.equal(sliced.env.now, 50);
  });

  it("takes slices of one step or more", () => {
    const run = new Environment().runInSlices(1);
    for (const steps of [0, -1, Number.NaN]) {
      assertRefused("invalid-argument", /A slice is of one step or more/, () => run.advance(steps));
    }
  });

  it("refuses to run while it runs", () => {
    const env = new Environment();
    env.process(function* () {
      env.run();
      yield env.timeout(1);
    });
    assertRefused("already-running", /running already/, () => env.run());
  });

  it("processes an event at infinity, as SimPy does", () => {
    const env = new Environment();
    const event = env.timeout(Number.POSITIVE_INFINITY);
    env.run();
    assert.equal(event.processed, true);
    assert.equal(env.now, Number.POSITIVE_INFINITY);
  });
});

function busyModel() {
  const env = new Environment();
  const log: [number, number][] = [];
  for (let number = 0; number < 5; number++) {
    env.process(function* () {
      for (let i = 0; i < 40; i++) {
        yield env.timeout(((number + i) % 3) + 0.5);
        log.push([number, env.now]);
      }
    });
  }
  return { env, log };
}
