import assert from "node:assert/strict";
import fc from "fast-check";
import { Condition, Environment, type Event } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("a condition", () => {
  it("on all events happens with the last of them", () => {
    const env = new Environment();
    const [a, b] = [env.timeout(1, "a"), env.timeout(2, "b")];
    const value = env.run(env.allOf([a, b]));
    assert.equal(env.now, 2);
    assert.deepEqual(value.entries(), [
      [a, "a"],
      [b, "b"],
    ]);
    assert.equal(value.get(a), "a");
  });

  it("on any event happens with the first of them, and holds those that have happened", () => {
    const env = new Environment();
    const [a, b] = [env.timeout(1, "a"), env.timeout(2, "b")];
    const value = env.run(env.anyOf([b, a]));
    assert.equal(env.now, 1);
    assert.deepEqual([value.has(a), value.has(b), value.size], [true, false, 1]);
    env.run();
    assert.deepEqual(value.values(), ["a"]);
    assertRefused("not-in-condition", /Timeout\(\) had not happened/, () => value.get(b));
  });

  it("made with `and` or `or` tells its events' values with their types", () => {
    const env = new Environment();
    const [ready, patience] = [env.timeout(1, "ready"), env.timeout(2, 2)];
    function* impatient() {
      const first = yield* ready.or(patience);
      const both = yield* ready.and(patience);
      // @ts-expect-error: a number is no text, so the value's type is known.
      const text: string = both.get(patience);
      return [first.get(ready).toUpperCase(), text];
    }
    assert.deepEqual(env.run(env.process(impatient())), ["READY", 2]);
  });

  it("on very many events tells the value of each", () => {
    const env = new Environment();
    const events = Array.from({ length: 100_000 }, (_, place) => env.timeout(place % 7, place));
    const value = env.run(env.allOf(events));
    assert(events.every((event, place) => value.has(event) && value.get(event) === place));
    assert.equal(value.has(env.timeout(1)), false);
  });

  for (const thrown of ["oops", null, { code: 5 }]) {
    it(`fails with what one of its processes threw, even ${JSON.stringify(thrown)}`, () => {
      const env = new Environment();
      const thrower = env.process(function* () {
        yield env.timeout(1);
        throw thrown;
      });
      const waiter = env.process(function* () {
        try {
          yield env.allOf([thrower, env.timeout(5)]);
        } catch (error) {
          return [error, env.now];
        }
        return null;
      });
      assert.deepEqual(env.run(waiter), [thrown, 1]);
    });
  }

  it("is of a list", () => {
    const env = new Environment();
    assertRefused("invalid-argument", /not of undefined: give a list/, () => env.allOf(undefined as any));
    assertRefused("invalid-argument", /not of 5: give a list/, () => env.anyOf(5 as any));
  });

  it("keeps the order in which its events were given", () => {
    const env = new Environment();
    const [a, b, c] = [env.timeout(1, "a"), env.timeout(1, "b"), env.timeout(0, "c")];
    assert.deepEqual(
      [
        ...env
          .run(env.allOf([b, c, a]))
          .toMap()
          .values(),
      ],
      ["b", "c", "a"],
    );
  });

  it("is made with and & or, and nests", () => {
    const env = new Environment();
    const [a, b, c] = [env.timeout(1, "a"), env.timeout(2, "b"), env.timeout(3, "c")];
    const value = env.run(a.and(b).or(c));
    assert.equal(env.now, 2);
    assert.deepEqual(value.values(), ["a", "b"]);
  });

  it("fails with the first of its events that fails", () => {
    const env = new Environment();
    const error = new Error("one failed");
    const event = env.event();
    const all = env.allOf([event, env.timeout(5)]);
    event.fail(error);
    assert.throws(() => env.run(all), error);
  });

  it("counts events that have happened already", () => {
    const env = new Environment();
    const early = env.timeout(1, "early");
    env.run(2);
    assert.deepEqual(env.run(env.allOf([early, env.timeout(1, "late")])).values(), ["early", "late"]);
  });

  it("on no events happens at once", () => {
    const env = new Environment();
    assert.equal(env.run(env.allOf([])).size, 0);
    assert.equal(env.run(env.anyOf([])).size, 0);
  });

  it("may have a test of its own", () => {
    const env = new Environment();
    const twoOf = new Condition(env, (_, happened) => happened >= 2, [env.timeout(3), env.timeout(1), env.timeout(2)]);
    env.run(twoOf);
    assert.equal(env.now, 2);
  });

  it("refuses a test that is no function", () => {
    const env = new Environment();
    for (const test of [2, undefined]) {
      const make = () => new Condition(env, test as any, [env.timeout(1), env.timeout(2)]);
      assertRefused("invalid-argument", /test of a condition is a function, not (2|undefined)/, make);
    }
  });

  it("that somebody else triggers holds what has happened", () => {
    const env = new Environment();
    const [a, b] = [env.event(), env.event()];
    const [neither, first] = [a.or(b), env.allOf([a, b])];
    neither.succeed();
    assert.equal(env.run(neither).size, 0);
    a.succeed("a");
    env.run();
    first.succeed();
    assert.deepEqual(env.run(first).values(), ["a"]);
  });

  it("refuses what is no event, and one event instead of a list", () => {
    const env = new Environment();
    const [first, second] = [env.timeout(1), env.timeout(2)] as any[];
    const refused = (message: RegExp, mistake: () => unknown) => assertRefused("invalid-argument", message, mistake);
    refused(/not of 5/, () => env.anyOf([first, 5 as any]));
    refused(/not of undefined/, () => first.or(undefined));
    refused(/\[first, second\]/, () => (env as any).allOf(first, second));
    refused(/\[first, second\]/, () => env.anyOf(first));
  });

  it("refuses events of another environment", () => {
    const [env, other] = [new Environment(), new Environment()];
    assertRefused("mixed-environments", /different environments/, () => env.allOf([env.event(), other.event()]));
  });

  it("over a hundred thousand events is no trouble", () => {
    const env = new Environment();
    const events = Array.from({ length: 100_000 }, (_, i) => env.timeout(i % 10, i));
    const [any, all] = [env.anyOf(events), env.allOf(events)];
    assert.equal(env.run(any).size, 10_000);
    assert.equal(env.run(all).size, 100_000);
  });

  it("may be nested a hundred thousand deep", () => {
    const env = new Environment();
    let chain: Event<any> = env.timeout(0);
    for (let i = 0; i < 100_000; i++) chain = chain.and(env.timeout(1));
    assert.equal(env.run(chain).size, 100_001);
  });

  for (const [which, delay] of [
    ["innermost", 0],
    ["outermost", 9],
  ] as const) {
    it(`may be nested a hundred thousand deep, and met by the ${which} event`, () => {
      const env = new Environment();
      const first = env.timeout(delay, "first");
      let chain: Event<any> = first;
      for (let i = 0; i < 100_000; i++) chain = chain.or(env.timeout(5 + (i % 3)));
      const last = env.timeout(4, "last");
      const value = env.run(chain.or(last));
      env.run();
      assert.deepEqual(value.values(), [delay === 0 ? "first" : "last"]);
    });
  }

  it("tells what had happened when it was processed, however late one asks", () => {
    const leaf = fc.record({ delay: fc.nat(5) });
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({
          kind: fc.constantFrom("and", "or", "two"),
          builtAt: fc.constantFrom(0, 0, 1),
          inner: fc.array(tie("tree"), { minLength: 1, maxLength: 4 }),
        }),
      ),
    }));
    fc.assert(
      fc.property(tree, (described) => assert.deepEqual(valuesOf(described, "late"), valuesOf(described, "at once"))),
      { numRuns: 1000 },
    );
  });

  it("may share an event with a hundred thousand others", () => {
    const env = new Environment();
    const closing = env.timeout(5);
    let left = 0;
    for (let i = 0; i < 100_000; i++) {
      env.process(function* () {
        yield env.anyOf([closing, env.timeout(i % 4)]);
        left += 1;
      });
    }
    env.run();
    assert.equal(left, 100_000);
  });

  it("is not among the callbacks of a shared event any more once it has happened", () => {
    const env = new Environment();
    const closing = env.event();
    const shifts = Array.from({ length: 100 }, (_, i) => env.anyOf([closing, env.timeout(i)]));
    const never = env.allOf([closing, env.timeout(1), env.timeout(2)]);
    for (const time of [10, 40, 90]) {
      env.run(time);
      assert.deepEqual(closing.callbacks, [...shifts.slice(time), never]);
    }
    closing.succeed();
    env.run();
    assert.deepEqual([shifts[90]?.processed, never.processed, closing.callbacks], [true, true, null]);
  });

  it("of two conditions has what had happened in both", () => {
    const env = new Environment();
    const [a, b, c] = [env.timeout(1, "a"), env.timeout(2, "b"), env.timeout(3, "c")];
    assert.deepEqual(env.run(env.allOf([a.and(b), c])).values(), ["a", "b", "c"]);
    const other = env.timeout(9);
    const both = env.run(env.allOf([a.or(other), b.and(c)]));
    assert.deepEqual(both.values(), ["a", "b", "c"]);
    env.run();
    assert.equal(both.has(other), false);
  });
});

/** An event that happens after a delay, or a condition that is made at some time after its inner ones. */
type Tree = { delay: number } | { kind: string; builtAt: number; inner: Tree[] };

/** What each condition of a tree says when it is asked: while it is processed, or after everything has happened. */
function valuesOf(tree: Tree, when: "at once" | "late"): unknown[] {
  const env = new Environment();
  const names = new Map<Event<any>, number>();
  const conditions: Event<any>[] = [];
  const said = new Map<Event<any>, unknown>();
  const ask = (condition: Event<any>) =>
    said.set(
      condition,
      condition.value.events.map((event: Event<any>) => names.get(event)),
    );
  function* build(described: Tree): Generator<Event<any>, Event<any>> {
    if ("delay" in described) {
      const timeout = env.timeout(described.delay);
      names.set(timeout, names.size);
      return timeout;
    }
    const inner: Event<any>[] = [];
    for (const one of described.inner) inner.push(yield* build(one));
    if (described.builtAt > 0) yield env.timeout(described.builtAt);
    const condition = conditionOf(env, described.kind, inner);
    conditions.push(condition);
    if (when === "at once") condition.callbacks?.push(ask);
    return condition;
  }
  env.process(() => build(tree));
  env.run();
  const met = conditions.filter(({ processed }) => processed);
  if (when === "late") met.forEach(ask);
  return met.map((condition) => said.get(condition));
}

function conditionOf(env: Environment, kind: string, events: Event<any>[]): Event<any> {
  if (kind === "and") return env.allOf(events);
  if (kind === "or") return env.anyOf(events);
  return new Condition(env, (_, happened) => happened >= 2, events);
}
