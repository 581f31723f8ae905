/** A notebook's thread is gone, with everything that it held. The message says how it ended; the next question starts another. */
export class ThreadLostError extends Error {
  override readonly name = "ThreadLostError";
}
