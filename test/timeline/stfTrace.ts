import { type TraceBatch, TraceBatchWriter } from "../../kernel/model/index.ts";
import { type Timeline, TimelineAccumulator } from "../../kernel/timeline/index.ts";

/** The reference cycle's trace, written down without an engine: the sums are made in the order in which the clock makes them. */
export function stfTrace(
  options: { periods?: number; interval?: number; generation?: number; duration?: number } = {},
): {
  batches: TraceBatch[];
  end: number;
} {
  const { periods = 3, interval = 2, generation = 0.1, duration = 180 } = options;
  const writer = new TraceBatchWriter(1_000_000);
  let now = 0;
  const enter = (state: string, substate: string, message?: string): void => {
    writer.state(now, state, substate);
    if (message === undefined) return;
    writer.message(now, message, "/topic/epictopic", { msg_type: message });
    now += 1;
  };
  enter("no_beam", "not_ready");
  now += 10;
  enter("beam", "not_ready", "run_imminent");
  now += 5;
  enter("beam", "ready");
  now += 2;
  for (let period = 0; period < periods; period += 1) {
    if (period > 0) {
      enter("run", "standby", "pause_run");
      now += 30;
    }
    enter("run", "physics", period === 0 ? "start_run" : "resume_run");
    const start = now;
    while (now - start < duration) {
      writer.count(now, "stf", 1);
      now += generation;
      if (now - start < duration) now += interval;
    }
  }
  enter("beam", "not_ready", "end_run");
  now += 5;
  enter("no_beam", "not_ready");
  return { batches: [writer.take()!], end: now };
}

/** Two machines that break down and share one repairer, written down by hand: lanes, a resource's gauges, a count and a mark. */
export function machineShop(): Timeline {
  const accumulator = new TimelineAccumulator();
  const lane = (time: number, name: string, activity = "") =>
    accumulator.addRecord({ kind: "lane", time, name, activity });
  const repairer = (time: number, utilisation: number, waiting: number) => {
    accumulator.addRecord({ kind: "gauge", time, name: "repairer utilisation", value: utilisation });
    accumulator.addRecord({ kind: "gauge", time, name: "repairer waiting", value: waiting });
  };
  repairer(0, 0, 0);
  lane(0, "machine 1", "working");
  lane(0, "machine 2", "working");
  lane(30, "machine 1", "broken");
  repairer(30, 1, 0);
  accumulator.addRecord({ kind: "count", time: 35, name: "parts", by: 7 });
  lane(40, "machine 2", "broken");
  repairer(40, 1, 1);
  lane(60, "machine 1", "working");
  repairer(60, 1, 0);
  lane(90, "machine 2", "working");
  repairer(90, 0, 0);
  accumulator.addRecord({ kind: "mark", time: 95, name: "shift ends" });
  lane(95, "machine 2");
  accumulator.finish(100);
  return accumulator.timeline();
}
