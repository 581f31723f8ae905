import type { Publisher, Router } from "zeromq";

type Frames = readonly (Uint8Array | string)[];

/** Messages on their way out of one socket: one after another, in order, and none is dropped. */
export class SendQueue {
  readonly #socket: Publisher | Router;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: Publisher | Router) {
    this.#socket = socket;
    // The default drops what a slow client has not fetched.
    socket.sendHighWaterMark = 0;
    socket.linger = 1_000;
  }

  send(frames: Frames): void {
    this.#last = this.#last
      .then(() => this.#socket.send(frames as (Uint8Array | string)[]))
      // A client that has gone has no need of its answer.
      .catch(() => {});
  }

  /** Resolves when all that was given so far has been handed to the socket. */
  flushed(): Promise<void> {
    return this.#last;
  }
}
