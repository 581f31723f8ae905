import type { Kernel } from "./kernel.ts";
import type { KernelMethod } from "./kernelProtocol.ts";
import { fromSentError, toSentError } from "./sentError.ts";
import type { ThreadMessage } from "./threadProtocol.ts";

/** The calls that a notebook's thread may make to the kernel that it belongs to. */
export type KernelCaller = <Method extends KernelMethod>(
  method: Method,
  ...args: Parameters<Kernel[Method]>
) => ReturnType<Kernel[Method]>;

export interface ThreadPort {
  postMessage(message: ThreadMessage): void;
  on(event: "message", listener: (message: ThreadMessage) => void): unknown;
}

/** The thread's side: answers questions with `answer`, one by one as they come and without waiting for each other. */
export function serveThread(port: ThreadPort, answer: (question: unknown) => unknown) {
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let nextId = 1;
  const take = async (message: ThreadMessage) => {
    if (message.type === "ask") {
      const { id } = message;
      try {
        port.postMessage({ type: "answer", id, answer: await answer(message.question) });
      } catch (error) {
        port.postMessage({ type: "answer", id, error: toSentError(error) });
      }
    } else if (message.type === "answer") {
      const call = open.get(message.id);
      open.delete(message.id);
      if (message.error === undefined) call?.resolve(message.answer);
      else call?.reject(fromSentError(message.error));
    }
  };
  port.on("message", (message) => void take(message));
  const callKernel = (method: KernelMethod, ...args: readonly unknown[]) => {
    const call = Promise.withResolvers<unknown>();
    const id = nextId;
    nextId += 1;
    open.set(id, call);
    port.postMessage({ type: "callKernel", id, method, args });
    return call.promise;
  };
  return {
    callKernel: callKernel as KernelCaller,
    tell: (message: unknown) => port.postMessage({ type: "tell", message }),
  };
}
