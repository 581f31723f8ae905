import assert from "node:assert/strict";
import { Environment, type Event, type Interrupt, Store } from "../../kernel/sim/index.ts";

describe("waiting with yield*", () => {
  it("gives the value, with its type", () => {
    const env = new Environment();
    const store = new Store<number>(env);
    const process = env.process(function* () {
      yield* store.put(20);
      const item = yield* store.get();
      const text = yield* env.timeout(1, "two");
      return [item * 2, text.toUpperCase()];
    });
    assert.deepEqual(env.run(process), [40, "TWO"]);
  });

  it("throws the failure of the event, and the cause of an interrupt, where the process waits", () => {
    const env = new Environment();
    const fault = new Error("no beam");
    const seen: unknown[] = [];
    const waiting = env.process(function* () {
      try {
        yield* env.event().fail(fault);
      } catch (error) {
        seen.push(error);
      }
      try {
        yield* env.timeout(100);
      } catch (error) {
        seen.push((error as Interrupt).cause, env.now);
      }
    });
    env.process(function* () {
      yield* env.timeout(3);
      waiting.interrupt("stop");
    });
    env.run();
    assert.deepEqual(seen, [fault, "stop", 3]);
  });

  it("can be abandoned: `finally` runs when the generator is closed", () => {
    const env = new Environment();
    const event = env.event();
    let closed = false;
    function* waiter(): Generator<Event<any>, void, any> {
      try {
        yield* event;
      } finally {
        closed = true;
      }
    }
    const generator = waiter();
    assert.equal(generator.next().value, event);
    generator.return();
    assert.equal(closed, true);
  });
});
