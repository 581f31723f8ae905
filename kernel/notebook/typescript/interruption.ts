/** Thrown at the next `await` of a cell that somebody stopped. */
export class CellInterruptedError extends Error {
  override readonly name = "CellInterruptedError";

  constructor() {
    super("The cell was interrupted. What it had set by then is kept.");
  }
}

/** The waits of the cell that runs: all of them end when it is interrupted, and no later one begins. */
export class Interruption {
  readonly #waiting = new Set<(error: Error) => void>();
  readonly #told = Promise.withResolvers<void>();
  #isInterrupted = false;

  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  /** Resolves when it comes. */
  get told(): Promise<void> {
    return this.#told.promise;
  }

  interrupt(): void {
    this.#isInterrupted = true;
    for (const reject of this.#waiting) reject(new CellInterruptedError());
    this.#waiting.clear();
    this.#told.resolve();
  }

  wait(awaited: unknown): Promise<unknown> {
    if (this.#isInterrupted) return Promise.reject(new CellInterruptedError());
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      Promise.resolve(awaited).then(
        (value) => {
          this.#waiting.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(reject);
          // Whatever was thrown arrives as it is.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(error);
        },
      );
    });
  }
}
