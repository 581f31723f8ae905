import { Worker } from "node:worker_threads";
import { terminateWorker } from "./terminateWorker.ts";
import type { ThreadLauncher, ThreadMessage, ThreadName, TimelineThreadName } from "./threadProtocol.ts";

export interface ThreadOptions {
  readonly workspace: string;
  /** The script of each role. */
  readonly entries: Readonly<Record<ThreadName["role"] | TimelineThreadName["role"], URL>>;
  /** Megabytes that a thread may hold, buffers outside of its heap included. */
  readonly megabytes: number;
  /** A thread cannot be ended: only the end of this process ends it. */
  readonly onStuck: () => void;
}

/** Node's own limit lies well above ours: where it strikes, it may take the whole process. */
const heapHeadroom = 4;
const memoryPollMs = 100;

/** Launches them as worker threads of this process. */
export function notebookThreadLauncher({ workspace, entries, megabytes, onStuck }: ThreadOptions): ThreadLauncher {
  return (name, listener) => {
    const worker = new Worker(entries[name.role], {
      workerData: { ...name, workspace },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: megabytes * heapHeadroom },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    // It does not keep the process: whoever asked does.
    worker.unref();
    let ended = false;
    let reason: string | undefined;
    const tooMuch = `it used more than ${megabytes} MB of memory`;
    const watch = setInterval(() => {
      // A thread is asked only when the whole process holds more than it may.
      if (process.memoryUsage.rss() <= megabytes * 1e6) return;
      worker.getHeapStatistics().then(
        ({ total_heap_size, external_memory }) => {
          if (total_heap_size + external_memory <= megabytes * 1e6) return;
          reason = tooMuch;
          void terminateWorker(worker);
        },
        () => {},
      );
    }, memoryPollMs).unref();
    worker.on("message", (message: ThreadMessage) => listener.message(message));
    worker.on("error", (error: NodeJS.ErrnoException) => {
      reason =
        error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch : `of an error that nobody caught (${error.message})`;
    });
    worker.on("exit", (code) => {
      clearInterval(watch);
      listener.gone(ended ? "It was ended." : `It ended because ${reason ?? `its code called process.exit(${code})`}.`);
    });
    return {
      post: (message) => worker.postMessage(message),
      terminate: async () => {
        ended = true;
        if ((await terminateWorker(worker)) === "stuck") onStuck();
      },
    };
  };
}
