import assert from "node:assert/strict";
import {
  Environment,
  type EnvironmentOptions,
  type Event,
  FilterStore,
  Resource,
  Store,
} from "../../kernel/sim/index.ts";

type Wait = Generator<Event<any>, void, any>;

/** Processes that find what they wait for at once, that meet at one time, and that are interrupted by each other's ends. */
function model(options?: EnvironmentOptions): { env: Environment; log: [string, number][] } {
  const env = new Environment(0, options);
  const log: [string, number][] = [];
  const machine = new Resource(env, { capacity: 2 });
  const store = new Store<string>(env, { capacity: 1 });
  const failing = env.event<void>();
  function* worker(name: string, pause: number): Wait {
    for (let i = 0; i < 3; i++) {
      using request = machine.request();
      yield request;
      log.push([`${name} has the machine`, env.now]);
      yield env.timeout(0);
      yield store.put(name);
      log.push([`${name} has put`, env.now]);
      yield env.timeout(pause);
    }
  }
  function* taker(): Wait {
    for (let i = 0; i < 6; i++) {
      log.push([`took ${yield store.get()}`, env.now]);
      yield env.anyOf([env.timeout(1), env.timeout(2)]);
    }
    try {
      yield failing.fail(new Error("as planned"));
    } catch {
      log.push(["failed", env.now]);
    }
    yield env.event().succeed();
    log.push(["ended", env.now]);
  }
  env.process(worker("one", 1));
  env.process(worker("two", 2));
  env.process(taker());
  return { env, log };
}

describe("a process that runs ahead", () => {
  const whole = model();
  whole.env.run();

  it("comes to its end", () => {
    assert.deepEqual(whole.log.at(-1), ["ended", 6]);
  });

  it("does the same as in slices of one step", () => {
    const { env, log } = model();
    const run = env.runInSlices();
    while (!run.advance(1));
    assert.deepEqual(log, whole.log);
    assert.equal(env.stepCount, whole.env.stepCount);
  });

  it("does the same as under an observer, who sees every step", () => {
    let steps = 0;
    const { env, log } = model({ observer: { stepStarted: () => (steps += 1) } });
    env.run();
    assert.deepEqual(log, whole.log);
    assert.equal(steps, whole.env.stepCount);
  });

  it("does not go past the end of a run", () => {
    const { env, log } = model();
    env.run(3);
    assert.deepEqual(
      log,
      whole.log.filter(([, time]) => time < 3),
    );
    assert.equal(env.now, 3);
  });

  it("does not go past what has another priority at that time", () => {
    const env = new Environment();
    const log: string[] = [];
    const due = (priority: number, happens: () => void) => {
      const event = env.event();
      event._value = undefined;
      event.callbacks?.push(happens);
      env.schedule(event, priority, 1);
    };
    due(0.5, () => log.push("between"));
    due(-1, () => {
      env.process(function* () {
        log.push("starts");
        yield env.event().succeed();
        log.push("goes on");
      });
    });
    env.run();
    assert.deepEqual(log, ["starts", "between", "goes on"]);
  });

  it("is not the running one while the step that it waits for is taken", () => {
    const env = new Environment();
    const store = new FilterStore<number>(env);
    const running: unknown[] = [];
    store.get(() => {
      running.push(env.activeProcess);
      return true;
    });
    env.process(function* putter() {
      yield store.put(1);
      running.push(env.activeProcess?.name);
    });
    env.run();
    assert.deepEqual(running, [null, "putter"]);
  });

  it("takes one step with `step`, even inside a process", () => {
    const env = new Environment();
    const log: string[] = [];
    function* other(): Wait {
      yield env.timeout(1);
      for (const name of ["first", "second"]) {
        log.push(name);
        yield env.event().succeed();
      }
    }
    function* stepping(): Wait {
      yield env.timeout(1);
      env.step();
      log.push("between");
    }
    env.process(stepping());
    env.process(other());
    env.run();
    assert.deepEqual(log, ["first", "between", "second"]);
  });
});
