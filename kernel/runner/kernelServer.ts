import type { TraceBatch } from "../model/index.ts";
import type { Kernel, KernelEvent } from "./kernel.ts";
import type { KernelReply, KernelRequest } from "./kernelProtocol.ts";
import { toSentError } from "./sentError.ts";

export interface KernelChannel {
  /** Calls back when the message has left this process. */
  send(message: KernelReply, sent: () => void): void;
}

/** Some hundred thousand records, a few milliseconds for who reads them. */
const batchesInMessage = 4;

/** Answers requests from a channel with a kernel, opened at the first one, and forwards the kernel's events. Returns what takes a request. */
export function serveKernel(open: () => Promise<Kernel>, channel: KernelChannel): (request: KernelRequest) => void {
  const forward = (event: KernelEvent) => channel.send({ event }, () => {});
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
      .then((result) => (method === "trace" ? sendInParts(id, result as TraceBatch[], channel) : result))
      .then(
        (result) => reply({ id, result }),
        (error: unknown) => reply({ id, error: toSentError(error) }),
      );
  };
}

/** Sends all batches but the last ones, each message after the one before has left; returns what is left for the reply. */
async function sendInParts(
  id: number,
  batches: readonly TraceBatch[],
  channel: KernelChannel,
): Promise<readonly TraceBatch[]> {
  let at = 0;
  for (; batches.length - at > batchesInMessage; at += batchesInMessage) {
    const part = batches.slice(at, at + batchesInMessage);
    await new Promise<void>((resolve) => channel.send({ id, part }, resolve));
  }
  return batches.slice(at);
}
