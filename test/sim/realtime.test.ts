import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { RealtimeEnvironment, type WallClock } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("a real-time environment", () => {
  it("waits for each event, at its own pace", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { factor: 0.5, wallClock: clock });
    const log: [number, number][] = [];
    env.process(function* () {
      for (let i = 0; i < 3; i++) {
        yield env.timeout(2);
        log.push([env.now, clock.ms]);
      }
    });
    await env.runInRealTime();
    assert.deepEqual(log, [
      [2, 1_000],
      [4, 2_000],
      [6, 3_000],
    ]);
  });

  it("runs until a time or an event", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { wallClock: clock });
    await env.runInRealTime(3);
    assert.deepEqual([env.now, clock.ms], [3, 3_000]);
    assert.equal(await env.runInRealTime(env.timeout(1, "value")), "value");
    assert.deepEqual([env.now, clock.ms], [4, 4_000]);
  });

  it("that is strict ends with an error when it is late by more than the factor", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { factor: 0.1, wallClock: clock });
    env.process(function* () {
      yield env.timeout(1);
      clock.ms += 500;
      yield env.timeout(1);
    });
    await assert.rejects(env.runInRealTime(), /Simulation too slow for real time \(0\.400 s\)/);
  });

  it("that is not strict catches up, and can be synchronised", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { factor: 0.1, strict: false, wallClock: clock });
    clock.ms = 5_000;
    await env.runInRealTime(env.timeout(1));
    assert.equal(clock.ms, 5_000);
    env.sync();
    await env.runInRealTime(env.timeout(1));
    assert.equal(clock.ms, 5_100);
  });

  it("can be stopped in the middle of a wait, and go on later", async () => {
    const env = new RealtimeEnvironment(0, { factor: 100 });
    env.timeout(1);
    const stop = new AbortController();
    const startMs = performance.now();
    setTimeout(() => stop.abort(new Error("stopped")), 10);
    await assert.rejects(env.runInRealTime(undefined, { signal: stop.signal }), /stopped/);
    assert(performance.now() - startMs < 5_000);
    assert.deepEqual([env.now, env.peek()], [0, 1]);
  });

  it("that was stopped is not ended by what it had been run until", async () => {
    const env = new RealtimeEnvironment(0, { wallClock: new FakeClock() });
    const stop = new AbortController();
    const stopper = env.timeout(3);
    stopper.callbacks?.push(() => stop.abort(new Error("stopped")));
    await assert.rejects(env.runInRealTime(5, { signal: stop.signal }), /stopped/);
    assert.equal(env.now, 3);
    await env.runInRealTime(10);
    assert.equal(env.now, 10);
  });

  it("that was stopped is not ended by the event it had been run until either", async () => {
    const env = new RealtimeEnvironment(0, { wallClock: new FakeClock() });
    const signal = AbortSignal.abort(new Error("stopped"));
    await assert.rejects(env.runInRealTime(env.timeout(5), { signal }), /stopped/);
    await env.runInRealTime(10);
    assert.equal(env.now, 10);
  });

  it("waits for ever for what is due at infinity, until it is stopped", async () => {
    const env = new RealtimeEnvironment(0);
    const never = env.timeout(Number.POSITIVE_INFINITY);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("stopped")), 20);
    await assert.rejects(env.runInRealTime(never, { signal: stop.signal }), /stopped/);
    assert.deepEqual([never.processed, env.now], [false, 0]);
  });

  it("gives what is done from outside the time of now, and is not late for it", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { factor: 0.5, wallClock: clock });
    env.timeout(10);
    const log: number[] = [];
    clock.during = () => {
      clock.ms = 2_000;
      log.push(env.now);
      env.process(function* () {
        log.push(env.now);
        yield env.timeout(3);
        log.push(env.now, clock.ms / 1_000);
      });
    };
    await env.runInRealTime();
    assert.deepEqual(log, [4, 4, 7, 3.5]);
    assert.deepEqual([env.now, clock.ms], [10, 5_000]);
  });

  it("that was stopped does not wait for the time until which it was to run", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { wallClock: clock });
    env.timeout(2);
    await assert.rejects(env.runInRealTime(3_600, { signal: AbortSignal.abort(new Error("stopped")) }), /stopped/);
    await env.runInRealTime();
    assert.equal(env.now, 2);
  });

  it("takes its options by their names", async () => {
    assertRefused("invalid-argument", /not "strickt"/, () => new RealtimeEnvironment(0, { strickt: false } as any));
    const { signal } = new AbortController();
    await assert.rejects(new RealtimeEnvironment().runInRealTime(1, signal as any), /as in { signal: ... }/);
  });

  it("refuses a second run while one is going on", async () => {
    const env = new RealtimeEnvironment(0, { factor: 0.01, strict: false });
    env.timeout(1);
    const first = env.runInRealTime();
    await assert.rejects(env.runInRealTime(), /running in real time already/);
    await first;
    await env.runInRealTime();
  });

  it("leaves the thread to others while it waits, and hears of events they schedule", async () => {
    const env = new RealtimeEnvironment(0, { factor: 1, strict: false });
    const bell = env.event<string>();
    env.timeout(60);
    setTimeout(() => bell.succeed("rung"), 5);
    assert.equal(await env.runInRealTime(bell), "rung");
  });

  it("that wakes late has come no further than to the next event", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { strict: false, wallClock: clock });
    env.timeout(5);
    let seen = 0;
    clock.during = () => {
      clock.ms = 7_000;
      seen = env.now;
    };
    await env.runInRealTime();
    assert.deepEqual([seen, env.now], [5, 5]);
  });

  it("that has run ahead of the wall clock waits for it, and does not go back", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { wallClock: clock });
    env.run(10);
    env.timeout(2);
    let seen = 0;
    clock.during = () => {
      clock.ms = 5_000;
      seen = env.now;
    };
    await env.runInRealTime();
    assert.deepEqual([seen, env.now, clock.ms], [10, 12, 12_000]);
  });

  it("does not listen to its signal any longer than it waits", async () => {
    const env = new RealtimeEnvironment(0, { wallClock: new FakeClock() });
    for (let i = 1; i <= 20; i++) env.timeout(i);
    const { signal } = new AbortController();
    await env.runInRealTime(undefined, { signal });
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("leaves the thread to others now and then while it catches up", async () => {
    const clock = new FakeClock();
    clock.ms = 1e6;
    const env = new RealtimeEnvironment(0, { strict: false, wallClock: clock });
    clock.ms = 2e6;
    let others = 0;
    clock.during = () => (others += 1);
    env.process(function* () {
      for (let i = 0; i < 100; i++) {
        yield env.timeout(1);
        clock.ms += 1;
      }
    });
    await env.runInRealTime();
    assert.deepEqual([env.now, others], [100, 1]);
  });

  it("waits in stretches that a timer can take for what is months away", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(0, { wallClock: clock });
    env.timeout(1e7);
    await env.runInRealTime();
    assert.deepEqual([env.now, clock.ms, clock.longestMs], [1e7, 1e10, 2 ** 31 - 1]);
  });

  it("begins at any time, also a negative one", async () => {
    const clock = new FakeClock();
    const env = new RealtimeEnvironment(-5, { factor: 2, wallClock: clock });
    env.timeout(3);
    await env.runInRealTime(0);
    assert.deepEqual([env.now, clock.ms], [0, 10_000]);
  });

  it("does not drift, however late it wakes each time", async () => {
    const clock = new FakeClock();
    clock.oversleepsMs = 3;
    const env = new RealtimeEnvironment(0, { factor: 0.01, wallClock: clock });
    env.process(function* () {
      for (let i = 0; i < 1_000; i++) yield env.timeout(1);
    });
    await env.runInRealTime();
    assert.deepEqual([env.now, clock.ms], [1_000, 10_003]);
  });

  it("refuses a factor that is not more than zero and finite", () => {
    for (const factor of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      assertRefused("invalid-argument", /factor must be more than zero/, () => new RealtimeEnvironment(0, { factor }));
    }
  });
});

/** A wall clock that jumps instead of waiting. */
class FakeClock implements WallClock {
  ms = 0;
  longestMs = 0;
  oversleepsMs = 0;

  nowMs(): number {
    return this.ms;
  }

  /** What happens in the middle of the next wait. */
  during: (() => void) | null = null;

  async sleep(ms: number): Promise<void> {
    const { during } = this;
    this.during = null;
    this.longestMs = Math.max(this.longestMs, ms);
    if (during === null) this.ms += ms + this.oversleepsMs;
    else during();
  }
}
