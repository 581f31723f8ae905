/**
 * What an entry costs in and out of the time queue, with few and with many waiting, beside a binary heap of the same entries in the same run.
 *
 *   node --conditions=wfnb-source test/bench/engine/queue.ts
 *
 * The usual hold model: the next entry is taken out and one put in that is due an exponential time later. Medians of five rounds, nanoseconds by the clock.
 */
import { TimeQueue } from "../../../kernel/sim/queue/timeQueue.ts";
import { median } from "../median.ts";
import { exponential, SIZE } from "./delays.ts";

const SIZES = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];
const HOLDS = 1e6;
const ROUNDS = 5;

interface Queue {
  readonly nextTime: number;
  push(time: number, slot: number): void;
  pop(): number;
}

/** Two arrays and no more: what one would write first. */
class BinaryHeap implements Queue {
  private readonly times: number[] = [];
  private readonly slots: number[] = [];

  get nextTime(): number {
    return this.times[0]!;
  }

  push(time: number, slot: number): void {
    const { times, slots } = this;
    let place = times.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (times[parent]! <= time) break;
      times[place] = times[parent]!;
      slots[place] = slots[parent]!;
      place = parent;
    }
    times[place] = time;
    slots[place] = slot;
  }

  pop(): number {
    const { times, slots } = this;
    const first = slots[0]!;
    const time = times.pop()!;
    const slot = slots.pop()!;
    const { length } = times;
    if (length === 0) return first;
    let place = 0;
    for (let child = 1; child < length; child = 2 * place + 1) {
      if (child + 1 < length && times[child + 1]! < times[child]!) child += 1;
      if (times[child]! >= time) break;
      times[place] = times[child]!;
      slots[place] = slots[child]!;
      place = child;
    }
    times[place] = time;
    slots[place] = slot;
    return first;
  }
}

function nanosecondsOf(queue: Queue, size: number): number {
  for (let slot = 0; slot < size; slot++) queue.push(exponential[slot & (SIZE - 1)]!, slot);
  hold(queue, Math.max(size, HOLDS / 10));
  const start = performance.now();
  hold(queue, HOLDS);
  return ((performance.now() - start) * 1e6) / HOLDS;
}

function hold(queue: Queue, times: number): void {
  for (let i = 0; i < times; i++) {
    const { nextTime } = queue;
    queue.push(nextTime + exponential[i & (SIZE - 1)]!, queue.pop());
  }
}

const ours = new Map<number, number[]>(SIZES.map((size) => [size, []]));
const heap = new Map<number, number[]>(SIZES.map((size) => [size, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const size of SIZES) {
    ours.get(size)!.push(nanosecondsOf(new TimeQueue(), size));
    heap.get(size)!.push(nanosecondsOf(new BinaryHeap(), size));
  }
}

console.log("| entries waiting | time queue ns | binary heap ns |\n| --- | --- | --- |");
for (const size of SIZES) {
  console.log(
    `| ${size.toLocaleString("en")} | ${median(ours.get(size)!).toFixed(0)} | ${median(heap.get(size)!).toFixed(0)} |`,
  );
}
const growth = median(ours.get(1e6)!) / median(ours.get(1e3)!);
console.log(`\nFrom 1,000 to 1,000,000 entries the time queue's cost grows ${growth.toFixed(1)}-fold.`);
