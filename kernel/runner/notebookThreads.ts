import type { Kernel } from "./kernel.ts";
import { fromSentError, toSentError } from "./sentError.ts";
import { ThreadLostError } from "./threadLostError.ts";
import type { ThreadLauncher, ThreadMessage, ThreadName, TimelineThreadName } from "./threadProtocol.ts";

/** A question that waits for its answer. */
interface Open {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface LiveThread {
  readonly post: (message: ThreadMessage) => void;
  readonly terminate: () => Promise<void>;
  readonly open: Map<number, Open>;
}

/**
 * The threads that serve notebooks, and the one that makes timelines. They hold what users wrote, so they may hang, run out of memory
 * or leave at any time.
 * A question starts the thread that it is for; when one dies, its open questions fail with the reason, and the next one starts another.
 */
export class NotebookThreads {
  readonly #launch: ThreadLauncher;
  readonly #kernel: Kernel;
  readonly #tell: (thread: ThreadName, message: unknown) => void;
  readonly #threads = new Map<string, LiveThread>();
  #nextId = 1;

  constructor(launch: ThreadLauncher, kernel: Kernel, tell: (thread: ThreadName, message: unknown) => void) {
    this.#launch = launch;
    this.#kernel = kernel;
    this.#tell = tell;
  }

  ask(name: ThreadName | TimelineThreadName, question: unknown): Promise<unknown> {
    const thread = this.#threads.get(keyOf(name)) ?? this.#start(name);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      thread.open.set(id, { resolve, reject });
      thread.post({ type: "ask", id, question });
    });
  }

  /** False when there was none. */
  async end(name: ThreadName): Promise<boolean> {
    const thread = this.#threads.get(keyOf(name));
    if (thread === undefined) return false;
    await thread.terminate();
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads.values()].map((thread) => thread.terminate()));
  }

  #start(name: ThreadName | TimelineThreadName): LiveThread {
    const open = new Map<number, Open>();
    const launched = this.#launch(name, {
      message: (message) => void this.#receive(name, thread, message),
      gone: (reason) => {
        if (this.#threads.get(keyOf(name)) === thread) this.#threads.delete(keyOf(name));
        for (const { reject } of open.values()) reject(new ThreadLostError(reason));
        open.clear();
        this.#report(name, { type: "gone", reason });
      },
    });
    const thread: LiveThread = { ...launched, open };
    this.#threads.set(keyOf(name), thread);
    return thread;
  }

  /** Nobody listens to the thread that makes timelines: it only answers. */
  #report(name: ThreadName | TimelineThreadName, message: unknown): void {
    if (name.role !== "timeline") this.#tell(name, message);
  }

  async #receive(name: ThreadName | TimelineThreadName, thread: LiveThread, message: ThreadMessage): Promise<void> {
    if (message.type === "tell") {
      this.#report(name, message.message);
    } else if (message.type === "answer") {
      const open = thread.open.get(message.id);
      thread.open.delete(message.id);
      if (message.error === undefined) open?.resolve(message.answer);
      else open?.reject(fromSentError(message.error));
    } else if (message.type === "callKernel") {
      const { id, method, args } = message;
      try {
        const answer = await (this.#kernel[method] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
        thread.post({ type: "answer", id, answer });
      } catch (error) {
        thread.post({ type: "answer", id, error: toSentError(error) });
      }
    }
  }
}

function keyOf(name: ThreadName | TimelineThreadName): string {
  return name.role === "timeline" ? name.role : `${name.role} ${name.id}`;
}
