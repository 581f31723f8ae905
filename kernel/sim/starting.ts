import type { Process } from "./process.ts";

/**
 * Processes that have been made and have not started yet, in that order: each holds the one behind it, and its own generator.
 *
 * A chain, so that a process that waits stands in few lines of the processor's cache. V8 copies what survives a collection in the order in
 * which it comes to it: in a chain, each generator and straight after it the registers that V8 keeps apart from it. From an array
 * it copies first all generators, then all registers. Nothing is moved any more once it is old. With 100,000 processes this is worth
 * 16 % of the time, with a million 23 %.
 */
export class Starting {
  private first: Process<any> | null = null;
  private last: Process<any> | null = null;

  add(process: Process<any>): void {
    if (this.last === null) this.first = process;
    else this.last._behind = process;
    this.last = process;
  }

  /** Take the first one; there must be one. */
  shift(): Process<any> {
    const process = this.first!;
    this.first = process._behind;
    process._behind = null;
    if (this.first === null) this.last = null;
    return process;
  }

  /** See `youngCopy`. */
  youngCopy(): Starting {
    const copy = new Starting();
    copy.first = this.first;
    copy.last = this.last;
    return copy;
  }
}
