import { inWords } from "./errors.ts";

/**
 * Thrown into a process that is interrupted while it waits.
 *
 * It is an `Error` for `instanceof`, but captures no stack: there is none worth having, since the engine throws it, and to capture
 * it takes longer than all the rest of an interrupt.
 *
 * Source: SimPy `exceptions.py`, `Interrupt`.
 */
export class Interrupt implements Error {
  /** Why, as given to `process.interrupt(cause)`. */
  readonly cause: any;

  static {
    Object.setPrototypeOf(Interrupt.prototype, Error.prototype);
  }

  constructor(cause?: unknown) {
    this.cause = cause;
  }

  get name(): string {
    return "Interrupt";
  }

  get message(): string {
    return inWords(this.cause);
  }

  get stack(): string {
    return `Interrupt: ${this.message}`;
  }
}
