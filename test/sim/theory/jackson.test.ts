import { Environment, type Event, Resource, TimeWeighted } from "../../../kernel/sim/index.ts";
import { assertAgrees } from "./replicate.ts";

/** Customers per second from outside; servers and service rate of each station; where a customer goes next, with which probability. */
const ARRIVALS = 1;
const STATIONS = [
  { servers: 1, mu: 2.5 },
  { servers: 2, mu: 1.2 },
  { servers: 1, mu: 2 },
];
const ROUTES = [
  [0, 0.6, 0.4],
  [0.2, 0, 0.3],
  [0, 0, 0],
];

describe("a simulated Jackson network agrees with its closed form", function () {
  this.timeout(60_000);

  it("in the mean number of customers at each station", () => {
    // Jackson (1957): each station behaves as an M/M/c queue of its own, with the rates that solve lambda = gamma + lambda R.
    const first = ARRIVALS / (1 - 0.6 * 0.2);
    const second = 0.6 * first;
    const third = 0.4 * first + 0.3 * second;
    const [rho1, a, rho3] = [first / 2.5, second / 1.2, third / 2];
    // M/M/2: L = a / (1 - (a/2)^2).
    assertAgrees({ one: rho1 / (1 - rho1), two: a / (1 - (a / 2) ** 2), three: rho3 / (1 - rho3) }, (streams) => {
      const env = new Environment();
      const resources = STATIONS.map(({ servers }) => new Resource(env, { capacity: servers }));
      const present = STATIONS.map(() => new TimeWeighted(env, 0));
      const counts = STATIONS.map(() => 0);
      const move = (station: number, by: number) => {
        counts[station]! += by;
        present[station]!.record(counts[station]!);
      };
      function* customer(): Generator<Event, void, unknown> {
        for (let station = 0; station < STATIONS.length; ) {
          move(station, 1);
          using request = resources[station]!.request();
          yield request;
          yield env.timeout(streams.stream(`service ${station}`).exponential(1 / STATIONS[station]!.mu));
          move(station, -1);
          const away = 1 - ROUTES[station]!.reduce((sum, share) => sum + share);
          station = streams.stream("routes").discrete([0, 1, 2, 3], [...ROUTES[station]!, away]);
        }
      }
      env.process(function* source() {
        for (let i = 0; i < 3_000; i++) {
          yield env.timeout(streams.stream("arrivals").exponential(1 / ARRIVALS));
          if (i === 500) for (const monitor of present) monitor.reset();
          env.process(customer());
        }
      });
      env.run();
      return { one: present[0]!.mean, two: present[1]!.mean, three: present[2]!.mean };
    });
  });
});
