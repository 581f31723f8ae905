import assert from "node:assert/strict";
import {
  Environment,
  type Event,
  Interrupt,
  PreemptiveResource,
  type RandomStream,
  RandomStreams,
  Resource,
  watchResource,
} from "../../../kernel/sim/index.ts";

const CUSTOMERS = 2_000;

/** Seconds from one arrival to the next, and of service, of each customer. */
interface Customer {
  pause: number;
  service: number;
}

/**
 * What a closed form tells of the mean, and within an interval, these recursions tell of every customer: an error that shifts the mean
 * by a thousandth is found too.
 */
describe("a simulated queue agrees, customer by customer, with its recursion:", () => {
  for (const servers of [1, 3]) {
    it(`${servers === 1 ? "Lindley's, one server" : "Kiefer and Wolfowitz's, several servers"}, and with Little's law`, () => {
      const customers = draw((s) => ({ pause: s.exponential(1), service: s.gamma(0.5, servers * 1.8) }));
      const env = new Environment();
      const counter = new Resource(env, { capacity: servers });
      const monitor = watchResource(counter);
      const waits: number[] = [];
      function* customer(number: number, service: number): Generator<Event, void, unknown> {
        const arrived = env.now;
        using request = counter.request();
        yield request;
        waits[number] = env.now - arrived;
        yield env.timeout(service);
      }
      env.process(function* source() {
        for (const [number, { pause, service }] of customers.entries()) {
          yield env.timeout(pause);
          env.process(customer(number, service));
        }
      });
      env.run();
      // Lindley (1952) with one server, Kiefer and Wolfowitz (1955) with several: who comes finds the work that is left, and goes to the least.
      const left = new Array<number>(servers).fill(0);
      for (const [number, { pause, service }] of customers.entries()) {
        for (const [server, work] of left.entries()) left[server] = Math.max(0, work - pause);
        left.sort((a, b) => a - b);
        assertClose(waits[number]!, left[0]!);
        left[0]! += service;
      }
      // Little (1961), on this very path: it begins and ends empty.
      assertClose(
        monitor.waiting.mean * env.now,
        waits.reduce((sum, wait) => sum + wait),
      );
      assertClose(
        monitor.inUse.mean * env.now,
        customers.reduce((sum, { service }) => sum + service, 0),
      );
      assertClose(
        monitor.waits.mean * CUSTOMERS,
        waits.reduce((sum, wait) => sum + wait),
      );
    });
  }

  it("with preemption the important customers wait as if there were no others, and no work is lost", () => {
    const customers = draw((s) => ({ pause: s.exponential(1), service: s.exponential(0.8) }));
    const env = new Environment();
    const counter = new PreemptiveResource(env);
    const left: number[] = [];
    let served = 0;
    function* customer(number: number, service: number): Generator<Event, void, unknown> {
      const arrived = env.now;
      for (let rest = service; rest > 0; ) {
        using request = counter.request({ priority: number % 2 });
        let since = Number.NaN;
        try {
          yield request;
          since = env.now;
          yield env.timeout(rest);
          served += rest;
          rest = 0;
        } catch (interrupt) {
          assert(interrupt instanceof Interrupt);
          served += env.now - since;
          rest -= env.now - since;
        }
      }
      left[number] = env.now - arrived;
    }
    env.process(function* source() {
      for (const [number, { pause, service }] of customers.entries()) {
        yield env.timeout(pause);
        env.process(customer(number, service));
      }
    });
    env.run();
    let work = 0;
    for (const [number, { pause, service }] of customers.entries()) {
      work = Math.max(0, work - pause);
      if (number % 2 === 1) continue;
      work += service;
      assertClose(left[number]!, work);
    }
    assertClose(
      served,
      customers.reduce((sum, { service }) => sum + service, 0),
    );
  });
});

function draw(one: (stream: RandomStream) => Customer): Customer[] {
  const stream = new RandomStreams(1).stream("customers");
  return Array.from({ length: CUSTOMERS }, () => one(stream));
}

function assertClose(found: number, expected: number): void {
  assert(Math.abs(found - expected) <= 1e-6, `${found} is not ${expected}`);
}
