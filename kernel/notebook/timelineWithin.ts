import type { Kernel } from "../runner/kernel.ts";
import type { TimeWindow } from "../store/index.ts";
import { type Timeline, windowTimeline } from "../timeline/index.ts";

/** The timeline of an execution that is there: all of it, or one stretch of simulated time with what was counted in it. */
export async function timelineWithin(kernel: Kernel, executionId: string, window?: TimeWindow): Promise<Timeline> {
  const whole = (await kernel.timeline(executionId, window))!;
  return window === undefined ? whole : windowTimeline(whole, await kernel.trace(executionId, window), window);
}
