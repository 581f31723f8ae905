import type { ConditionSpec, Op, RequestSpec, ResourceSpec, RunSpec, Scenario } from "./scenario.ts";

/** Delays with many ties, sums that round, and zero. */
const DELAYS = [0, 0, 0.1, 0.2, 0.3, 0.5, 1, 1, 1, 2, 3, 0.7, 1e-9, 10];

/** A scenario from a seed: the same seed gives the same scenario. */
export function generate(seed: number): Scenario {
  const random = new Dice(seed);
  const events = 1 + random.below(4);
  const resources = random.some(0, 4, () => resource(random));
  const processes = random.some(1, 6, () => ops(random, 4));
  const runs: RunSpec[] = random.some(0, 3, () => run(random));
  return { seed, events, resources, processes, runs: [...runs, ["end"], ["end"]] };
}

function ops(random: Dice, depth: number): Op[] {
  return random.some(1, 6, () => {
    const one = op(random, depth);
    // Most operations survive what is thrown into them, so that processes live long enough to meet.
    return random.chance(0.6) ? ["try", [one], []] : one;
  });
}

function op(random: Dice, depth: number): Op {
  const simple: (() => Op)[] = [
    () => ["timeout", random.delay(), random.below(10)],
    () => ["timeout", random.delay(), 0],
    () => ["timeout", random.delay(), 0],
    () => ["join", random.below(20)],
    () => ["wait", random.below(4)],
    () => ["succeed", random.below(4), random.below(10)],
    () => ["succeed", random.below(4), random.below(10)],
    () => ["fail", random.below(4), `broken-${random.below(5)}`],
    () => ["chain", random.below(4), random.below(4)],
    () => ["listen", random.below(4)],
    () => ["condition", condition(random, 2)],
    () => ["condition", condition(random, 2)],
    () => ["interrupt", random.below(20), random.below(10)],
    () => ["interrupt", random.below(20), random.below(10)],
    () => (random.chance(0.5) ? ["raise", `boom-${random.below(5)}`] : ["return", random.below(10)]),
    () => ["peek"],
    () => ["later", random.pick([-1, 0, 1, 2]), random.delay()],
    () => ["put", random.below(5), 1 + random.below(4)],
    () => ["put", random.below(5), 1 + random.below(4)],
    () => ["get", random.below(5), 1 + random.below(4)],
    () => ["get", random.below(5), 1 + random.below(4)],
    () => ["impatientGet", random.below(5), 1 + random.below(4), random.delay()],
  ];
  const nested: (() => Op)[] = [
    () => ["spawn", ops(random, depth - 1)],
    () => ["spawn", ops(random, depth - 1)],
    () => ["delegate", ops(random, depth - 1)],
    () => ["repeat", 1 + random.below(4), ops(random, depth - 1)],
    () => ["try", ops(random, depth - 1), random.chance(0.5) ? ops(random, depth - 1) : []],
    () => ["try", ops(random, depth - 1), []],
    () => ["use", random.below(5), request(random), ops(random, depth - 1)],
    () => ["use", random.below(5), request(random), ops(random, depth - 1)],
    () => ["hold", random.below(5), request(random), ops(random, depth - 1)],
    () => ["impatient", random.below(5), request(random), random.delay(), ops(random, depth - 1)],
  ];
  return random.pick(depth > 0 && random.chance(0.4) ? nested : simple)();
}

function condition(random: Dice, depth: number): ConditionSpec {
  const leaf: (() => ConditionSpec)[] = [
    () => ["timeout", random.delay()],
    () => ["timeout", random.delay()],
    () => ["event", random.below(4)],
    () => ["process", random.below(20)],
  ];
  const inner: (() => ConditionSpec)[] = [
    () => ["all", random.some(0, 3, () => condition(random, depth - 1))],
    () => ["any", random.some(0, 3, () => condition(random, depth - 1))],
    () => ["and", condition(random, depth - 1), condition(random, depth - 1)],
    () => ["or", condition(random, depth - 1), condition(random, depth - 1)],
  ];
  return random.pick(depth === 2 || (depth > 0 && random.chance(0.4)) ? inner : leaf)();
}

function request(random: Dice): RequestSpec {
  return { priority: random.below(3), preempt: random.chance(0.7) };
}

function resource(random: Dice): ResourceSpec {
  const capacity = 1 + random.below(3);
  const limit = random.chance(0.5) ? null : 2 + random.below(5);
  return random.pick<ResourceSpec>([
    { kind: "resource", capacity },
    { kind: "priority", capacity },
    { kind: "preemptive", capacity },
    { kind: "preemptive", capacity },
    { kind: "container", capacity: limit, init: random.below(3) },
    { kind: "store", capacity: limit },
    { kind: "filterStore", capacity: limit },
    { kind: "priorityStore", capacity: limit },
  ]);
}

function run(random: Dice): RunSpec {
  return random.pick<RunSpec>([
    ["for", random.pick([0.1, 0.4, 1, 1.3, 2, 5])],
    ["for", random.pick([0.1, 0.4, 1, 1.3, 2, 5])],
    ["process", random.below(5)],
    ["event", random.below(4)],
    ["steps", 1 + random.below(20)],
  ]);
}

/** A small seeded generator (mulberry32), so that a scenario is known by its seed alone. */
class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 4294967296) * limit);
  }

  chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  some<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }

  delay(): number {
    return this.pick(DELAYS);
  }
}
