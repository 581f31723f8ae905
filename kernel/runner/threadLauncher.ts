import { Worker } from "node:worker_threads";
import type { ThreadData, ThreadLauncher, ThreadMessage, ThreadName } from "./threadProtocol.ts";

export interface NotebookThreadOptions {
  readonly workspace: string;
  /** The script of each role. */
  readonly entries: Readonly<Record<ThreadName["role"], URL>>;
  /** Megabytes of a thread's heap. */
  readonly heapMegabytes: number;
}

/** Launches notebook threads as worker threads of this process. */
export function notebookThreadLauncher({ workspace, entries, heapMegabytes }: NotebookThreadOptions): ThreadLauncher {
  return (name, listener) => {
    const worker = new Worker(entries[name.role], {
      workerData: { ...name, workspace } satisfies ThreadData,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    // It does not keep the process: whoever asked does.
    worker.unref();
    let ended = false;
    let reason: string | undefined;
    worker.on("message", (message: ThreadMessage) => listener.message(message));
    worker.on("error", (error: NodeJS.ErrnoException) => {
      reason =
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? `it used more than ${heapMegabytes} MB of memory`
          : `of an error that nobody caught (${error.message})`;
    });
    worker.on("exit", (code) => {
      listener.gone(ended ? "It was ended." : `It ended because ${reason ?? `its code called process.exit(${code})`}.`);
    });
    return {
      post: (message) => worker.postMessage(message),
      terminate: async () => {
        ended = true;
        await worker.terminate();
      },
    };
  };
}
