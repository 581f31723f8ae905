/**
 * Thrown into a process that is interrupted while it waits.
 *
 * Source: SimPy `exceptions.py`, `Interrupt`.
 */
export class Interrupt extends Error {
  override readonly name = "Interrupt";
  /** Why, as given to `process.interrupt(cause)`. */
  override readonly cause: any;

  constructor(cause?: unknown) {
    super(`Interrupt(${String(cause)})`);
    this.cause = cause;
  }
}
