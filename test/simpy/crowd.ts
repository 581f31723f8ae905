import { crc32 } from "node:zlib";
import { Environment, type Event, PriorityResource } from "../../kernel/sim/index.ts";
import type { Manner } from "./interpret.ts";

type Body = Generator<Event<any>, void, any>;

/**
 * Very many processes, that meet at many times: so many that the engine goes ways which a small scenario never sees.
 *
 * @returns the checksum of the whole log (process and bits of the time), and its length, as `crowd.py` prints it
 */
export function crowd(processes: number, steps: number, manner: Manner): string {
  const env = new Environment(0, manner === "observed" ? { observer: {} } : {});
  const machines = new PriorityResource(env, { capacity: 50 });
  const signals: Event<any>[] = Array.from({ length: 20 }, () => env.event());
  const log = new DataView(new ArrayBuffer(12 * processes * steps));
  let length = 0;

  function* sleeper(delay: number): Body {
    yield env.timeout(delay);
  }

  function* one(number: number): Body {
    let state = after(number + 1);
    for (let i = 0; i < steps; i++) {
      state = after(state);
      const what = (state >> 8) % 16;
      state = after(state);
      const delay = ((state >> 8) % 1000) / 10;
      if (what < 11) yield env.timeout(delay);
      else if (what === 11) yield env.timeout(0);
      else if (what === 12) {
        using request = machines.request({ priority: number % 3 });
        yield request.or(env.timeout(delay));
        yield env.timeout(0.1);
      } else if (what === 13) yield signals[number % 20]!.or(env.timeout(delay));
      else if (what === 14) yield env.timeout(env.now < 1000 ? 1000 - env.now : 1);
      else yield env.process(sleeper(delay));
      log.setInt32(12 * length, number);
      log.setFloat64(12 * length + 4, env.now);
      length += 1;
    }
  }

  function* signaller(): Body {
    for (let number = 0; number < Math.floor(processes / 500); number++) {
      yield env.timeout(25);
      const signal = signals[number % 20]!;
      signals[number % 20] = env.event();
      signal.succeed();
    }
  }

  for (let number = 0; number < processes; number++) env.process(one(number));
  env.process(signaller());
  const run = env.runInSlices();
  while (!run.advance(manner === "sliced" ? 777 : Number.POSITIVE_INFINITY));
  return `${crc32(new Uint8Array(log.buffer))} ${length}`;
}

/** A linear congruential generator, of 31 bits. */
function after(state: number): number {
  return (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
}
