/** A place in a line, given back when one is done, or when nothing comes of it. */
export interface Turn extends Disposable {
  /** Those before are done. */
  readonly come: Promise<void>;
}

/** Lets those who stand in one line through in the order in which they came, however long each takes to get ready. */
export class Turns {
  /** The last one of each line; lines in which nobody stands are not kept. */
  readonly #last = new Map<string, Promise<void>>();

  /** Without a line it is everyone's turn at once. */
  take(line: string | undefined): Turn {
    if (line === undefined) return { come: Promise.resolve(), [Symbol.dispose]() {} };
    const { promise: given, resolve } = Promise.withResolvers<void>();
    const come = this.#last.get(line) ?? Promise.resolve();
    const over = come
      .then(() => given)
      .then(() => {
        if (this.#last.get(line) === over) this.#last.delete(line);
      });
    this.#last.set(line, over);
    return { come, [Symbol.dispose]: resolve };
  }
}
