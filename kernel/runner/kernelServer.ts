import type { Kernel, KernelEvent } from "./kernel.ts";
import type { KernelReply, KernelRequest } from "./kernelProtocol.ts";
import { toSentError } from "./sentError.ts";

export interface KernelChannel {
  /** Calls back when the message has left this process. */
  send(message: KernelReply, sent: () => void): void;
}

/** Bytes of live trace that may wait to be sent. A parent that is slower is spared the rest: it is in the store. */
const traceBytesInFlight = 16_000_000;
const bytesPerRecord = 21;

/** Answers requests from a channel with a kernel, opened at the first one, and forwards the kernel's events. Returns what takes a request. */
export function serveKernel(open: () => Promise<Kernel>, channel: KernelChannel): (request: KernelRequest) => void {
  let inFlight = 0;
  const forward = (event: KernelEvent) => {
    const bytes = event.type === "trace" ? event.batch.length * bytesPerRecord + textLength(event.batch.texts) : 0;
    if (bytes > 0 && inFlight > traceBytesInFlight) return;
    inFlight += bytes;
    channel.send({ event }, () => {
      inFlight -= bytes;
    });
  };
  const reply = (message: KernelReply) => channel.send(message, () => {});
  let listened: Kernel | undefined;
  const openAndListen = async () => {
    const kernel = await open();
    if (listened !== kernel) kernel.onEvent(forward);
    listened = kernel;
    return kernel;
  };
  return ({ id, method, args }) => {
    openAndListen()
      .then((it) => (it[method] as (...given: readonly unknown[]) => Promise<unknown>)(...args))
      .then(
        (result) => reply({ id, result }),
        (error: unknown) => reply({ id, error: toSentError(error) }),
      );
  };
}

function textLength(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
