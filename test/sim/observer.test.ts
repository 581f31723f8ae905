import assert from "node:assert/strict";
import { Environment, type Observer } from "../../kernel/sim/index.ts";

describe("an observer", () => {
  it("is told every process, scheduled event and step", () => {
    const log: string[] = [];
    const observer: Observer = {
      eventScheduled: (event, time, priority) =>
        log.push(`${event.constructor.name} for ${time}, priority ${priority}`),
      stepStarted: (event, time) => log.push(`step ${event.constructor.name} at ${time}`),
      processStarted: (process, time) => log.push(`${process.name} starts at ${time}`),
      processEnded: (process, time) => log.push(`${process.name} ends at ${time}: ${process.value}`),
    };
    const env = new Environment(0, { observer });
    env.process(function* worker() {
      yield env.timeout(2);
      return "done";
    });
    env.run();
    assert.deepEqual(log, [
      "Initialize for 0, priority 0",
      "worker starts at 0",
      "step Initialize at 0",
      "Timeout for 2, priority 1",
      "step Timeout at 2",
      "Process for 2, priority 1",
      "worker ends at 2: done",
      "step Process at 2",
    ]);
  });

  it("does not change what happens", () => {
    const times = [undefined, {}].map((observer) => {
      const env = new Environment(0, observer ? { observer } : {});
      const log: number[] = [];
      for (let i = 1; i < 4; i++) {
        env.process(function* () {
          for (let k = 0; k < 5; k++) {
            yield env.timeout(i * 0.5);
            log.push(i, env.now);
          }
        });
      }
      env.run();
      return [...log, env.stepCount];
    });
    assert.deepEqual(times[0], times[1]);
  });
});
