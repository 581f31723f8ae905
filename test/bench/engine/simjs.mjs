/**
 * The workloads on simjs (callbacks instead of generators): `node simjs.mjs <path of the package> <workload> [scale]`; see ours.ts.
 * It has no interrupts and no conditions, so those workloads are missing.
 */
import { createRequire } from "node:module";
import { exponential, SIZE } from "./delays.ts";
import { measure } from "./measure.ts";

const [, , path, name, scale = "1"] = process.argv;
// The package exports nothing to Node: it hangs its classes on a browser's window.
globalThis.window = {};
createRequire(import.meta.url)(path);
const { Sim, Entity, Facility, Buffer: Store } = globalThis.window.Sim;

function ticking(processes, timeouts) {
  const sim = new Sim();
  const each = timeouts / processes;
  class Ticker extends Entity {
    start(first) {
      this.following = first;
      this.left = each;
      this.tick();
    }
    tick() {
      if (this.left-- === 0) return;
      const delay = exponential[this.following];
      this.following = (this.following + 1) & (SIZE - 1);
      this.setTimer(delay).done(this.tick);
    }
  }
  for (let p = 0; p < processes; p++) sim.addEntity(Ticker, undefined, (p * 7919) & (SIZE - 1));
  sim.simulate(Number.MAX_VALUE);
  return sim.time();
}

function queue(clerks, customers) {
  const sim = new Sim();
  const counter = new Facility("counter", Facility.FCFS, clerks);
  let served = 0;
  class Source extends Entity {
    start() {
      this.number = 0;
      this.next();
    }
    next() {
      if (this.number === customers) return;
      this.setTimer(exponential[this.number & (SIZE - 1)]).done(this.arrive);
    }
    arrive() {
      const number = this.number++;
      this.useFacility(counter, 0.8 * clerks * exponential[(number * 3 + 1) & (SIZE - 1)]).done(() => {
        served += 1;
      });
      this.next();
    }
  }
  sim.addEntity(Source);
  sim.simulate(Number.MAX_VALUE);
  return served;
}

function producerConsumer(items) {
  const sim = new Sim();
  const store = new Store("store", 10);
  let sum = 0;
  class Producer extends Entity {
    start() {
      this.left = items;
      this.put();
    }
    put() {
      if (this.left-- > 0) this.putBuffer(store, 1).done(this.put);
    }
  }
  class Consumer extends Entity {
    start() {
      this.left = items;
      this.get();
    }
    get() {
      sum += 1;
      if (this.left-- > 0) this.getBuffer(store, 1).done(this.get);
    }
  }
  sim.addEntity(Producer);
  sim.addEntity(Consumer);
  sim.simulate(Number.MAX_VALUE);
  return sum;
}

function stf(count) {
  const sim = new Sim();
  let sequence = 0;
  class Workflow extends Entity {
    start() {
      this.setTimer(10).done(this.begin);
    }
    begin() {
      this.startTime = this.time();
      this.generate();
    }
    generate() {
      if (this.time() - this.startTime >= 2.1 * count) return;
      sequence += 1;
      this.setTimer(0.1).done(this.pause);
    }
    pause() {
      if (this.time() - this.startTime < 2.1 * count) this.setTimer(2).done(this.generate);
    }
  }
  sim.addEntity(Workflow);
  sim.simulate(Number.MAX_VALUE);
  return sequence;
}

const workloads = {
  a: (s) => ticking(1, 1e6 * s),
  b1e3: (s) => ticking(1e3, 5e6 * s),
  b1e5: (s) => ticking(1e5, 5e6 * s),
  b1e6: (s) => ticking(1e6, 5e6 * s),
  c1: (s) => queue(1, 1e6 * s),
  c8: (s) => queue(8, 1e6 * s),
  d: (s) => producerConsumer(1e6 * s),
  g: (s) => stf(1e6 * s),
};

measure(workloads[name], Number(scale));
