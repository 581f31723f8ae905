import { assertAgrees } from "./replicate.ts";
import { type StationFigures, simulate } from "./station.ts";

/** Formulas: Kleinrock, "Queueing Systems", volumes 1 (1975) and 2 (1976), by section; Gross and Harris, "Fundamentals of Queueing Theory". */
describe("a simulated queue agrees with its closed form:", function () {
  this.timeout(60_000);

  it("M/M/1", () => {
    // Kleinrock 1, 3.2: W = rho / (mu - lambda), number in line = lambda W.
    const [lambda, mu] = [0.6, 1];
    const wait = lambda / mu / (mu - lambda);
    assertAgrees({ wait, inLine: lambda * wait, inService: lambda / mu }, (streams) => {
      const figures = simulate(streams, {
        arrivalRate: lambda,
        service: (s) => s.stream("service").exponential(1 / mu),
      });
      return { wait: meanWait(figures), inLine: figures.inLine, inService: figures.inService };
    });
  });

  it("M/M/c", () => {
    // Kleinrock 1, 3.5: Erlang's C formula; W = C / (c mu - lambda).
    const [lambda, mu, c] = [2, 1, 3];
    assertAgrees({ wait: erlangC(c, lambda / mu) / (c * mu - lambda), inService: lambda / mu }, (streams) => {
      const figures = simulate(streams, {
        arrivalRate: lambda,
        servers: c,
        service: (s) => s.stream("service").exponential(1 / mu),
      });
      return { wait: meanWait(figures), inService: figures.inService };
    });
  });

  it("M/D/1", () => {
    // Kleinrock 1, 5.6: W = rho x / (2 (1 - rho)).
    const [lambda, x] = [0.7, 1];
    assertAgrees({ wait: (lambda * x * x) / (2 * (1 - lambda * x)) }, (streams) => ({
      wait: meanWait(simulate(streams, { arrivalRate: lambda, service: () => x })),
    }));
  });

  it("M/G/1", () => {
    // Pollaczek and Khinchin, Kleinrock 1, 5.6: W = lambda E[x^2] / (2 (1 - rho)); uniform from 0.2 to 1.2: E[x] = 0.7, E[x^2] = 0.49 + 1/12.
    const lambda = 0.9;
    assertAgrees({ wait: (lambda * (0.49 + 1 / 12)) / (2 * (1 - 0.7 * lambda)) }, (streams) => ({
      wait: meanWait(simulate(streams, { arrivalRate: lambda, service: (s) => s.stream("service").uniform(0.2, 1.2) })),
    }));
  });

  it("M/M/c/K", () => {
    // Gross and Harris 2.4: p(n) = p(0) a^n / n! up to c, then a^n / (c^(n-c) c!); a customer is lost with probability p(K).
    const [lambda, mu, c, K] = [2.5, 1, 2, 5];
    const weights = Array.from(
      { length: K + 1 },
      (_, n) => (lambda / mu) ** n / (factorial(Math.min(n, c)) * c ** Math.max(0, n - c)),
    );
    const total = weights.reduce((sum, weight) => sum + weight);
    const lost = weights[K]! / total;
    const inLine = weights.reduce((sum, weight, n) => sum + Math.max(0, n - c) * weight, 0) / total;
    assertAgrees({ lost, inLine, wait: inLine / (lambda * (1 - lost)) }, (streams) => {
      const figures = simulate(streams, {
        arrivalRate: lambda,
        servers: c,
        room: K,
        service: (s) => s.stream("service").exponential(1 / mu),
      });
      return { lost: figures.lost, inLine: figures.inLine, wait: meanWait(figures) };
    });
  });

  it("M/M/1 with two priorities", () => {
    // Cobham (1954), Kleinrock 2, 3.3: W(p) = W0 / ((1 - sigma(p-1)) (1 - sigma(p))), W0 = lambda E[x^2] / 2.
    const [lambda, mu] = [0.7, 1];
    const [w0, sigma1] = [lambda / mu ** 2, lambda / 2 / mu];
    const expected = { first: w0 / (1 - sigma1), second: w0 / ((1 - sigma1) * (1 - lambda / mu)) };
    assertAgrees(expected, (streams) => {
      const { waits } = simulate(streams, {
        arrivalRate: lambda,
        service: (s) => s.stream("service").exponential(1 / mu),
        priority: (s) => s.stream("priority").integer(0, 1),
      });
      return { first: waits.get(0)!.mean, second: waits.get(1)!.mean };
    });
  });
});

function meanWait({ waits }: StationFigures): number {
  return waits.get(0)!.mean;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/** Probability to wait with c servers and an offered load of a. */
function erlangC(c: number, a: number): number {
  const all = a ** c / factorial(c) / (1 - a / c);
  const fewer = Array.from({ length: c }, (_, n) => a ** n / factorial(n)).reduce((sum, term) => sum + term);
  return all / (all + fewer);
}
