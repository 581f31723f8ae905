import type { Event } from "./event.ts";
import type { ProcessGenerator } from "./generators.ts";
import type { Process } from "./process.ts";
import { youngCopy } from "./queue/youngCopy.ts";
import type { Timeout } from "./timeout.ts";

/**
 * The seam between the time queue, which holds numbers, and the events and processes that they stand for.
 *
 * Every process that has started owns a slot. When it waits for a plain timeout, which is what most processes do most of the time,
 * the two are fused: the queue holds the process's slot, the slot holds the timeout, and when the time comes the generator is resumed
 * straight away, with no callback list in between. As soon as anybody else takes an interest in such a timeout (a second waiter, an interrupt) the two
 * part again: the timeout keeps the slot, since that is what the queue holds, and the process takes a new one.
 *
 * A slot without a generator holds an event that is processed in the general way.
 */
export class Slots {
  /** The generator of the process that owns the slot. */
  generators: (ProcessGenerator<any> | null)[] = [];
  processes: (Process<any> | null)[] = [];
  /** What the owning process waits for (a timeout with the slot as callback is fused with it), or the event that the slot was taken for. */
  events: (Event<any> | null)[] = [];
  private readonly free: number[] = [];

  /** See `youngCopy`. */
  keepYoung(): void {
    this.generators = youngCopy(this.generators);
    this.processes = youngCopy(this.processes);
    this.events = youngCopy(this.events);
  }

  /** A slot for a process. */
  takeForProcess(process: Process<any>, generator: ProcessGenerator<any>): number {
    const slot = this.take();
    this.generators[slot] = generator;
    this.processes[slot] = process;
    return slot;
  }

  /** A slot for an event that waits for its time. */
  takeForEvent(event: Event<any>): number {
    const slot = this.take();
    this.events[slot] = event;
    return slot;
  }

  /** Give back the slot of a process that has ended. */
  releaseProcess(slot: number): void {
    this.generators[slot] = null;
    this.processes[slot] = null;
    this.free.push(slot);
  }

  /** Give back the slot of an event whose time has come. */
  releaseEvent(slot: number): void {
    this.events[slot] = null;
    this.free.push(slot);
  }

  /** A free slot, all of it `null`. */
  private take(): number {
    const { free } = this;
    if (free.length > 0) return free.pop()!;
    this.processes.push(null);
    this.events.push(null);
    return this.generators.push(null) - 1;
  }

  /** The process leaves the timeout it is fused with, which keeps the slot. Returns the timeout. */
  part(process: Process<any>): Timeout<any> {
    const slot = process._slot;
    process._slot = this.takeForProcess(process, this.generators[slot]!);
    this.generators[slot] = null;
    this.processes[slot] = null;
    return this.events[slot] as Timeout<any>;
  }
}
