import type { Event } from "./event.ts";
import type { Process } from "./process.ts";

/**
 * Told what happens in a simulation, without patching it (SimPy's monitoring guide has to replace `step`).
 *
 * Every method is optional. An environment without observers pays nothing.
 */
export interface Observer {
  /** An event was put into the schedule for a simulated time, in seconds. */
  eventScheduled?(event: Event<any>, time: number, priority: number): void;
  /** The clock stands at the event's time; its callbacks run next. */
  stepStarted?(event: Event<any>, time: number): void;
  /** A process was created; it starts with its first step. */
  processStarted?(process: Process<any>, time: number): void;
  /** A process returned or threw: see its `ok` and `value`. */
  processEnded?(process: Process<any>, time: number): void;
}
