import {
  Environment,
  type Event,
  PriorityResource,
  type RandomStreams,
  Tally,
  watchResource,
} from "../../../kernel/sim/index.ts";

/** A queueing station, in Kendall's terms. */
export interface Station {
  /** Customers per second, Poisson. */
  arrivalRate: number;
  /** Draws a service time in seconds. */
  service: (streams: RandomStreams) => number;
  servers?: number;
  /** Most customers in the station; those who find it full go away. Default: unlimited. */
  room?: number;
  /** Draws the priority of a customer; a smaller number is served first. Default: all alike. */
  priority?: (streams: RandomStreams) => number;
}

export interface StationFigures {
  /** Mean seconds in line, by priority. */
  waits: Map<number, Tally>;
  /** Mean number in line, and in service, over time. */
  inLine: number;
  inService: number;
  /** Share of the customers who went away. */
  lost: number;
}

const CUSTOMERS = 3_000;
const WARM_UP = 500;

/** Simulate a station; the first customers are left out of the figures. */
export function simulate(
  streams: RandomStreams,
  { arrivalRate, service, servers = 1, room = Number.POSITIVE_INFINITY, priority = () => 0 }: Station,
): StationFigures {
  const env = new Environment();
  const counter = new PriorityResource(env, { capacity: servers });
  const monitor = watchResource(counter);
  const waits = new Map<number, Tally>();
  const arrivals = streams.stream("arrivals");
  let lost = 0;

  function* customer(number: number): Generator<Event, void, unknown> {
    const ours = priority(streams);
    if (counter.count + counter.queue.length >= room) {
      if (number >= WARM_UP) lost += 1;
      return;
    }
    const arrived = env.now;
    using request = counter.request({ priority: ours });
    yield request;
    if (number >= WARM_UP) {
      if (!waits.has(ours)) waits.set(ours, new Tally());
      waits.get(ours)!.record(env.now - arrived);
    }
    yield env.timeout(service(streams));
  }

  env.process(function* source() {
    for (let number = 0; number < CUSTOMERS; number++) {
      yield env.timeout(arrivals.exponential(1 / arrivalRate));
      if (number === WARM_UP) {
        monitor.inUse.reset();
        monitor.waiting.reset();
      }
      env.process(customer(number));
    }
  });
  env.run();
  return { waits, inLine: monitor.waiting.mean, inService: monitor.inUse.mean, lost: lost / (CUSTOMERS - WARM_UP) };
}
