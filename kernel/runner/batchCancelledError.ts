/** The batch that an execution was to belong to has been cancelled: nothing was started and nothing was stored. */
export class BatchCancelledError extends Error {
  override readonly name = "BatchCancelledError";

  constructor(batch: string) {
    super(`The batch ${batch} was cancelled: no more of it is started.`);
  }

  /** Also of one that comes from another process, which has kept its name alone. */
  static isOne(error: unknown): boolean {
    return error instanceof Error && error.name === "BatchCancelledError";
  }
}
