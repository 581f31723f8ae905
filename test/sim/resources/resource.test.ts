import assert from "node:assert/strict";
import {
  Environment,
  type Event,
  Interrupt,
  Preempted,
  PreemptiveResource,
  PriorityResource,
  Resource,
} from "../../../kernel/sim/index.ts";
import { assertRefused } from "../assert_refused.ts";

type Body = Generator<Event, void, unknown>;

describe("a resource", () => {
  it("lets as many use it as it has slots; the others wait in order of arrival", () => {
    const env = new Environment();
    const resource = new Resource(env, { capacity: 2 });
    const log: [string, number][] = [];
    function* user(name: string): Body {
      const request = resource.request();
      yield request;
      log.push([name, env.now]);
      yield env.timeout(5);
      resource.release(request);
    }
    for (const name of ["a", "b", "c"]) env.process(user(name));
    env.run(1);
    assert.deepEqual([resource.count, resource.queue.length, resource.capacity], [2, 1, 2]);
    env.run();
    assert.deepEqual(log, [
      ["a", 0],
      ["b", 0],
      ["c", 5],
    ]);
  });

  it("gives the slot back at the end of a using scope, whatever happens", () => {
    const env = new Environment();
    const resource = new Resource(env);
    env.process(function* () {
      try {
        using request = resource.request();
        yield request;
        throw new Error("in the middle");
      } catch {
        yield env.timeout(0);
      }
    });
    env.run();
    assert.equal(resource.count, 0);
  });

  it("forgets a request that is withdrawn, and one that a using scope leaves", () => {
    const env = new Environment();
    const resource = new Resource(env);
    env.process(function* () {
      yield resource.request();
      const impatient = resource.request();
      assert.equal(resource.queue.length, 1);
      impatient.cancel();
      assert.equal(resource.queue.length, 0);
      impatient.cancel();
      {
        using request = resource.request();
        yield request.or(env.timeout(1));
        assert.equal(request.triggered, false);
      }
      assert.equal(resource.queue.length, 0);
    });
    env.run();
  });

  it("takes a slot back once; a second release does nothing, as in SimPy", () => {
    const env = new Environment();
    const resource = new Resource(env);
    const request = resource.request();
    env.run();
    resource.release(request);
    assert.equal(env.run(resource.release(request)), undefined);
    assert.equal(resource.count, 0);
  });

  it("goes on with the list of users that somebody was given, however many come", () => {
    for (const before of [0, 3_000]) {
      const env = new Environment();
      const resource = new Resource(env, { capacity: 2 });
      const use = (times: number) => {
        for (let i = 0; i < times; i++) resource.release(resource.request());
        env.run();
      };
      use(before);
      const { users } = resource;
      const user = resource.request();
      use(5_000);
      assert.deepEqual(users, [user]);
      assert.equal(resource.users, users);
    }
  });

  it("must have a capacity of more than zero", () => {
    const env = new Environment();
    for (const capacity of [0, -1, Number.NaN, "5" as unknown as number]) {
      assertRefused("invalid-capacity", /capacity must be more than zero/, () => new Resource(env, { capacity }));
    }
  });

  it("without priorities refuses them, and is of an environment", () => {
    const resource = new Resource(new Environment());
    assertRefused("invalid-argument", /Only a PriorityResource/, () => (resource.request as any)({ priority: 1 }));
    assert.equal(resource.count, 0);
    assertRefused("invalid-argument", /A resource is of an environment/, () => new Resource({ capacity: 2 } as any));
  });

  it("with priorities wants a number as priority", () => {
    const resource = new PriorityResource(new Environment());
    for (const priority of [Number.NaN, "1" as unknown as number]) {
      assertRefused("invalid-argument", /A priority is a number, not (NaN|"1")/, () => resource.request({ priority }));
    }
    assert.deepEqual([resource.count, resource.queue.length], [0, 0]);
  });

  it("with priorities serves the most important first, then in order of arrival", () => {
    const env = new Environment();
    const resource = new PriorityResource(env);
    const log: string[] = [];
    function* user(name: string, priority: number): Body {
      using request = resource.request({ priority });
      yield request;
      log.push(name);
      yield env.timeout(1);
    }
    for (const [name, priority] of [
      ["first", 5],
      ["low", 3],
      ["high", 1],
      ["high too", 1],
      ["default", 0],
    ] as const)
      env.process(user(name, priority));
    env.run();
    assert.deepEqual(log, ["first", "default", "high", "high too", "low"]);
  });
});

describe("a preemptive resource", () => {
  it("takes the slot from the least important user and tells it by whom, since when and of what", () => {
    const env = new Environment();
    const resource = new PreemptiveResource(env);
    const log: unknown[] = [];
    env.process(function* loser() {
      try {
        yield resource.request({ priority: 1 });
        yield env.timeout(10);
      } catch (interrupt) {
        assert(interrupt instanceof Interrupt && interrupt.cause instanceof Preempted);
        const { by, usageSince, resource: lost } = interrupt.cause;
        log.push(["lost", env.now, by?.name, usageSince, lost === resource]);
      }
    });
    env.process(function* winner() {
      yield env.timeout(3);
      yield resource.request({ priority: 0 });
      log.push(["won", env.now]);
    });
    env.run();
    assert.deepEqual(log, [
      ["lost", 3, "winner", 0, true],
      ["won", 3],
    ]);
  });

  it("leaves the slot alone if the request does not preempt, or is no more important", () => {
    const env = new Environment();
    const resource = new PreemptiveResource(env);
    const user = resource.request({ priority: 1 });
    resource.request({ priority: 0, preempt: false });
    resource.request({ priority: 1 });
    env.run();
    assert.deepEqual(resource.users, [user]);
    assert.equal(resource.queue.length, 2);
  });
});
