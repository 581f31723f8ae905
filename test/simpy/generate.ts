import type { ConditionSpec, Op, RequestSpec, ResourceSpec, RunSpec, Scenario } from "./scenario.ts";

/** Delays with many ties, sums that round, and zero. */
const DELAYS = [0, 0, 0.1, 0.2, 0.3, 0.5, 1, 1, 1, 2, 3, 0.7, 1e-9, 10];

/** So long that nothing short moves the clock any more. */
const LONG_DELAY = 1e16;

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
  return random.some(random.chance(0.1) ? 0 : 1, 6, () => {
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
    () => ["react", random.below(4), reaction(random)],
    () => ["defuse", random.below(4)],
    () => ["look", random.below(20)],
    () => ["condition", condition(random, 2)],
    () => ["condition", condition(random, 2)],
    () => ["share", condition(random, 2)],
    () => ["condition", ["shared", random.below(4)]],
    () => ["interrupt", random.below(20), random.below(10)],
    () => ["interrupt", random.below(20), random.below(10)],
    () => ["subscribe", random.below(20)],
    () => (random.chance(0.5) ? ["raise", `boom-${random.below(5)}`] : ["return", random.below(10)]),
    () => (random.chance(0.02) ? ["nonsense"] : ["peek"]),
    () => ["later", random.pick([-1, 0, 1, 2]), random.delay()],
    () => ["keep", random.below(5), request(random)],
    () => ["withdraw", random.below(4)],
    () => ["giveBack", random.below(4)],
    () => ["put", random.below(5), 1 + random.below(4)],
    () => ["put", random.below(5), 1 + random.below(4)],
    () => ["impatientPut", random.below(5), 1 + random.below(4), random.delay()],
    () => ["get", random.below(5), 1 + random.below(4)],
    () => ["get", random.below(5), 1 + random.below(4)],
    () => ["impatientGet", random.below(5), 1 + random.below(4), random.delay()],
    () => ["choose", random.below(5), 1 + random.below(4), random.delay(), random.below(10)],
  ];
  const nested: (() => Op)[] = [
    () => ["spawn", ops(random, depth - 1)],
    () => ["spawn", ops(random, depth - 1)],
    () => ["startle", random.below(10), ops(random, depth - 1)],
    () => ["delayed", random.delay(), ops(random, depth - 1)],
    () => ["delegate", ops(random, depth - 1)],
    () => ["repeat", 1 + random.below(4), ops(random, depth - 1)],
    () => ["try", ops(random, depth - 1), random.chance(0.5) ? ops(random, depth - 1) : []],
    () => ["try", ops(random, depth - 1), []],
    () => ["use", random.below(5), request(random), ops(random, depth - 1)],
    () => ["use", random.below(5), request(random), ops(random, depth - 1)],
    () => ["hold", random.below(5), request(random), ops(random, depth - 1)],
    () => ["impatient", random.below(5), request(random), random.delay(), ops(random, depth - 1)],
  ];
  return random.pick(random.favourites(depth > 0 && random.chance(0.4) ? nested : simple))();
}

/** What a callback does: nothing that waits. */
function reaction(random: Dice): Op {
  return random.pick<() => Op>([
    () => ["succeed", random.below(4), random.below(10)],
    () => ["fail", random.below(4), `broken-${random.below(5)}`],
    () => ["interrupt", random.below(20), random.below(10)],
    () => ["spawn", ops(random, 1)],
    () => ["raise", `boom-${random.below(5)}`],
    () => ["look", random.below(20)],
    () => ["withdraw", random.below(4)],
    () => ["giveBack", random.below(4)],
  ])();
}

function condition(random: Dice, depth: number): ConditionSpec {
  const leaf: (() => ConditionSpec)[] = [
    () => ["timeout", random.delay()],
    () => ["timeout", random.delay()],
    () => ["event", random.below(4)],
    () => ["process", random.below(20)],
    () => ["request", random.below(5), request(random)],
    () => ["get", random.below(5), 1 + random.below(4)],
    () => ["shared", random.below(4)],
  ];
  const inner: (() => ConditionSpec)[] = [
    () => ["all", random.some(0, 3, () => condition(random, depth - 1))],
    () => ["any", random.some(0, 3, () => condition(random, depth - 1))],
    () => ["some", 1 + random.below(3), random.some(0, 5, () => condition(random, depth - 1))],
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
    { kind: "container", capacity: limit, init: random.below(3), unit: random.pick([1, 0.1]) },
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
    ["condition", condition(random, 2)],
    ["steps", 1 + random.below(20)],
  ]);
}

/** A small seeded generator (mulberry32), so that a scenario is known by its seed alone. */
class Dice {
  private state: number;
  private readonly taste: number;
  private readonly delays: readonly number[];

  constructor(seed: number) {
    this.state = seed >>> 0;
    this.taste = this.chance(0.5) ? -1 : this.below(2 ** 31);
    this.delays = this.chance(0.1) ? [...DELAYS, LONG_DELAY] : DELAYS;
  }

  /** Every other scenario does only some of all things, and these more often: so they meet in ways that they rarely do otherwise. */
  favourites<T>(all: readonly T[]): readonly T[] {
    const some = all.filter((_, place) => (this.taste >> (place % 31)) & 1);
    return some.length > 0 ? some : all;
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
    return this.pick(this.delays);
  }
}
