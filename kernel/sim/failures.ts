/** Where an error came from in the simulated world. */
export interface FailurePlace {
  /** The process that the error left first. */
  readonly processName: string;
  /** Simulated time in seconds. */
  readonly time: number;
}

const places = new WeakMap<object, FailurePlace>();

/** The process and time at which an error failed a process; `undefined` for an error that never did. The error itself is left as it was thrown. */
export function failurePlace(error: unknown): FailurePlace | undefined {
  return typeof error === "object" && error !== null ? places.get(error) : undefined;
}

/** @internal The first process that an error leaves is the one that counts. */
export function rememberFailure(error: unknown, processName: string, time: number): void {
  if (typeof error === "object" && error !== null && !places.has(error)) places.set(error, { processName, time });
}
