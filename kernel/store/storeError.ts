/** Why a store cannot be opened or written. The message is a sentence for people that says what to do. */
export type StoreErrorCode =
  | "not-a-store"
  | "damaged"
  | "newer-version"
  | "read-only"
  | "disk-full"
  | "gone"
  | "busy"
  | "unknown-execution"
  | "failed";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  /** The file it is about, or "memory". */
  readonly location: string;

  constructor(code: StoreErrorCode, location: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.location = location;
  }
}
