/** The kernel process ended before it answered. What ran in it is marked as lost in the store. */
export class KernelLostError extends Error {
  override readonly name = "KernelLostError";
}
