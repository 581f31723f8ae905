import type { TraceBatch } from "../model/index.ts";
import type { TimeWindow } from "../store/index.ts";

/** What the kernel asks its timeline thread; the answer is a `Timeline`. */
export interface TimelineQuestion {
  readonly executionId: string;
  /** Where the timeline is to be finer. */
  readonly window?: TimeWindow;
  /** Simulated seconds that the clock of a running execution shows. */
  readonly now?: number;
  /** Of an execution that has ended. */
  readonly ended?: { readonly simulatedEndTime: number | null };
  /** What of the trace could not be stored yet, as on a full disk. */
  readonly waiting: readonly TraceBatch[];
}
