import { type TraceBatch, TraceBatchWriter } from "../../kernel/model/index.ts";

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
