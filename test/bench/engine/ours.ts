/**
 * The workloads on our engine: `node ours.ts <workload> [scale]` prints what `measure` measures.
 *
 * `workloads.py` and `simjs.mjs` hold the same models; random numbers come from a table made before the clock starts.
 */
import { Environment, type Event, Interrupt, type Process, Resource, Store } from "../../../kernel/sim/index.ts";
import { exponential, SIZE } from "./delays.ts";
import { measure } from "./measure.ts";

type Wait = Generator<Event<any>, void, any>;

const workloads: Record<string, (scale: number) => number> = {
  /** One process, a million timeouts. */
  a: (scale) => ticking(1, 1e6 * scale),
  /** Many processes, five million timeouts in all. */
  b1e3: (scale) => ticking(1e3, 5e6 * scale),
  b1e5: (scale) => ticking(1e5, 5e6 * scale),
  b1e6: (scale) => ticking(1e6, 5e6 * scale),
  /** Customers at a counter with one or eight clerks, 80 % busy. */
  c1: (scale) => queue(1, 1e6 * scale),
  c8: (scale) => queue(8, 1e6 * scale),
  d: (scale) => producerConsumer(1e6 * scale),
  e: (scale) => interrupts(5e5 * scale),
  f1: (scale) => conditions(5e5 * scale, "any"),
  f2: (scale) => conditions(5e5 * scale, "all"),
  g: (scale) => stf(1e6 * scale),
};

function ticking(processes: number, timeouts: number): number {
  const env = new Environment();
  const each = timeouts / processes;
  function* ticker(first: number): Wait {
    let next = first;
    for (let i = 0; i < each; i++) {
      yield env.timeout(exponential[next]!);
      next = (next + 1) & (SIZE - 1);
    }
  }
  for (let p = 0; p < processes; p++) env.process(ticker((p * 7919) & (SIZE - 1)));
  env.run();
  return env.now;
}

function queue(clerks: number, customers: number): number {
  const env = new Environment();
  const counter = new Resource(env, { capacity: clerks });
  let waited = 0;
  function* customer(number: number): Wait {
    const arrived = env.now;
    const request = counter.request();
    yield request;
    waited += env.now - arrived;
    yield env.timeout(0.8 * clerks * exponential[(number * 3 + 1) & (SIZE - 1)]!);
    counter.release(request);
  }
  function* source(): Wait {
    for (let number = 0; number < customers; number++) {
      yield env.timeout(exponential[number & (SIZE - 1)]!);
      env.process(customer(number));
    }
  }
  env.process(source());
  env.run();
  return waited;
}

function producerConsumer(items: number): number {
  const env = new Environment();
  const store = new Store<number>(env, { capacity: 10 });
  let sum = 0;
  function* producer(): Wait {
    for (let item = 0; item < items; item++) yield store.put(item);
  }
  function* consumer(): Wait {
    for (let i = 0; i < items; i++) sum += (yield store.get()) as number;
  }
  env.process(producer());
  env.process(consumer());
  env.run();
  return sum;
}

function interrupts(count: number): number {
  const env = new Environment();
  let caught = 0;
  function* sleeper(): Wait {
    for (;;) {
      try {
        yield env.timeout(1e9);
      } catch (error) {
        if (!(error instanceof Interrupt)) throw error;
        caught += 1;
        if (caught === count) return;
      }
    }
  }
  const sleeping: Process = env.process(sleeper());
  function* waker(): Wait {
    for (let i = 0; i < count; i++) {
      yield env.timeout(1);
      sleeping.interrupt(i);
    }
  }
  env.process(waker());
  env.run(count + 1);
  return caught;
}

function conditions(count: number, kind: "any" | "all"): number {
  const env = new Environment();
  function* waiter(): Wait {
    for (let i = 0; i < count; i++) {
      const first = env.timeout(exponential[i & (SIZE - 1)]!);
      const second = env.timeout(exponential[(i * 3 + 1) & (SIZE - 1)]!);
      yield kind === "any" ? env.anyOf([first, second]) : env.allOf([first, second]);
    }
  }
  env.process(waiter());
  env.run();
  return env.now;
}

/** The seed's workflow with its three levels of generators, one endless physics period. */
function stf(count: number): number {
  const env = new Environment();
  let sequence = 0;
  function* execute(): Wait {
    yield env.timeout(10);
    yield* generateStfsDuringPhysics(2.1 * count);
  }
  function* generateStfsDuringPhysics(duration: number): Wait {
    const start = env.now;
    while (env.now - start < duration) {
      yield* generateSingleStf();
      if (env.now - start < duration) yield env.timeout(2);
    }
  }
  function* generateSingleStf(): Wait {
    sequence += 1;
    yield env.timeout(0.1);
  }
  env.process(execute());
  env.run();
  return sequence;
}

const [, , name = "a", scale = "1"] = process.argv;
const run = workloads[name];
if (run === undefined) throw new Error(`no workload ${name}: ${Object.keys(workloads).join(", ")}`);
measure(run, Number(scale));
