import assert from "node:assert/strict";
import { RandomStreams } from "../../../kernel/sim/index.ts";
import { TimeQueue } from "../../../kernel/sim/queue/timeQueue.ts";

/** Ways in which models draw their delays. */
const delays: Record<string, (random: () => number) => number> = {
  uniform: (random) => random(),
  "few different": (random) => Math.floor(random() * 5),
  "very skewed": (random) => random() ** 10 * 1e6,
  "near and far": (random) => (random() < 0.5 ? random() * 1e-3 : random() * 1e6),
  "all equal": () => 1,
  "shorter and shorter": falling(),
  "some infinite": (random) => (random() < 0.01 ? Number.POSITIVE_INFINITY : Math.floor(random() * 100) / 10),
};

describe("the time queue hands entries out by time, equal times by insertion, when delays are", () => {
  for (const [name, delay] of Object.entries(delays)) {
    it(name, () => {
      const stream = new RandomStreams(7).stream(name);
      for (const size of [0, 5, 30, 70, 200, 2_000])
        exercise(
          size,
          () => delay(() => stream.random()),
          () => stream.random(),
        );
    });
  }
});

describe("the time queue keeps that order among more entries than fit into the processor's caches, when delays are", () => {
  for (const name of ["uniform", "few different", "near and far", "all equal"]) {
    it(name, () => {
      const stream = new RandomStreams(11).stream(name);
      exercise(
        25_000,
        () => delays[name]!(() => stream.random()),
        () => stream.random(),
      );
    });
  }
});

describe("the time queue takes no longer for a hundred thousand entries", () => {
  const orders: Record<string, (i: number) => number> = {
    "each before all others": (i) => 1e6 - i,
    "each behind all others": (i) => i,
    "all at one time, in front of others": (i) => (i < 1_000 ? 5 + i : 1),
    "with one at infinity": (i) => (i === 50 ? Number.POSITIVE_INFINITY : (i * 7919) % 100_003),
  };
  for (const [name, time] of Object.entries(orders)) {
    it(name, () => {
      const queue = new TimeQueue();
      for (let i = 0; i < 100_000; i++) queue.push(time(i), i);
      let last = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < 100_000; i++) {
        const now = queue.nextTime;
        assert(now >= last);
        last = now;
        const slot = queue.pop();
        if (i % 2 === 0 && now !== Number.POSITIVE_INFINITY) queue.push(now + 0.5 * time(i), slot);
      }
    }).timeout(2_000);
  }
});

/** Fill, then hold at about that size, then empty; slots are numbered by insertion, so that a sort tells the right order. */
function exercise(size: number, delay: () => number, random: () => number): void {
  const queue = new TimeQueue();
  const inserted: { time: number; slot: number }[] = [];
  const taken: { time: number; slot: number }[] = [];
  let now = 0;
  const push = () => {
    const entry = { time: now + delay(), slot: inserted.length };
    inserted.push(entry);
    queue.push(entry.time, entry.slot);
  };
  const pop = () => {
    const time = queue.nextTime;
    const entry = { time, slot: queue.pop() };
    taken.push(entry);
    if (time !== Number.POSITIVE_INFINITY) now = time;
  };
  for (let i = 0; i < size; i++) push();
  for (let i = 0; i < 2 * size; i++) {
    if (queue.length > 0 && random() < 0.5) pop();
    else push();
  }
  while (queue.length > 0) pop();
  // (Infinity minus Infinity is NaN, which the slots decide too.)
  assert.deepEqual(
    taken,
    inserted.toSorted((a, b) => a.time - b.time || a.slot - b.slot),
  );
  assert.equal(queue.nextTime, Number.POSITIVE_INFINITY);
}

/** Each delay is shorter than the last, so that each entry comes before all others. */
function falling(): () => number {
  let delay = 1e6;
  return () => {
    delay *= 0.999;
    return delay;
  };
}
