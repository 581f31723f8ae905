import type { KernelMethod, SentError } from "./kernelProtocol.ts";

/** `session` runs the TypeScript cells of one notebook; `language` knows TypeScript's language service for it, and runs nothing. */
export interface ThreadName {
  readonly role: "session" | "language";
  /** Tells it from all others: a notebook may be renamed, and another one take its name. */
  readonly id: string;
  /** Absolute path that the notebook has when the thread starts. */
  readonly notebook: string;
}

/** The one thread that makes timelines of stored traces. */
export interface TimelineThreadName {
  readonly role: "timeline";
}

/** What goes between the kernel and one of its threads. Both sides ask; ids are the asking side's own. */
export type ThreadMessage =
  | { readonly type: "ask"; readonly id: number; readonly question: unknown }
  | { readonly type: "answer"; readonly id: number; readonly answer?: unknown; readonly error?: SentError }
  | { readonly type: "tell"; readonly message: unknown }
  | {
      readonly type: "callKernel";
      readonly id: number;
      readonly method: KernelMethod;
      readonly args: readonly unknown[];
    };

export interface ThreadListener {
  message(message: ThreadMessage): void;
  /** It is gone, and why. Nothing comes after it. */
  gone(reason: string): void;
}

export type ThreadLauncher = (
  name: ThreadName | TimelineThreadName,
  listener: ThreadListener,
) => { readonly post: (message: ThreadMessage) => void; readonly terminate: () => Promise<void> };

/** What a notebook's thread is started with. */
export interface ThreadData extends ThreadName {
  readonly workspace: string;
}
