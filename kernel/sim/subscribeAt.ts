import { SimulationError } from "./errors.ts";
import type { Event } from "./event.ts";

/**
 * Interrupt the running process when an event happens, with `[event, value]` as cause; a process that ends, for example.
 *
 * Throws if the event has happened already, or if no process is running.
 *
 * Source: SimPy `util.py`, `subscribe_at`.
 */
export function subscribeAt<T>(event: Event<T>): void {
  const { env } = event;
  const subscriber = env.activeProcess;
  if (event.processed) throw new SimulationError("already-triggered", `${event.toString()} has already happened`, env);
  if (subscriber === null) throw new SimulationError("invalid-argument", "Only a running process can subscribe", env);
  env.process(function* signaller() {
    const value = yield* event;
    if (subscriber.isAlive) subscriber.interrupt([event, value]);
  });
}
