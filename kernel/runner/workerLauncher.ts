import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { terminateWorker } from "./terminateWorker.ts";
import type { WorkerJob, WorkerMessage } from "./workerProtocol.ts";

/** A worker that somebody else's code runs in. */
export interface LaunchedWorker {
  /** See `terminateWorker`. */
  terminate(): Promise<"gone" | "stuck">;
  /** Bytes that it holds, outside buffers included; null when it does not answer in time. */
  memory(): Promise<number | null>;
}

export interface WorkerListener {
  message(message: WorkerMessage): void;
  /** It is gone; `error` when something threw past everything. Nothing comes after it. */
  gone(error: unknown, exitCode: number): void;
}

export type WorkerLauncher = (job: Omit<WorkerJob, "port">, listener: WorkerListener) => LaunchedWorker;

export interface ThreadOptions {
  /** The worker's entry: `apps/worker/main.ts`, or the script built from it. */
  readonly entry: URL;
  readonly execArgv?: readonly string[];
  /** Megabytes of its heap. */
  readonly heapMegabytes: number;
}

/** Milliseconds to wait for a worker to tell its memory. */
const memoryAnswerMs = 200;

/** Launches worker threads of this process. */
export function threadLauncher({ entry, execArgv, heapMegabytes }: ThreadOptions): WorkerLauncher {
  return (job, listener) => {
    const { port1: port, port2: theirs } = new MessageChannel();
    const workerData: WorkerJob = { ...job, port: theirs };
    const worker = new Worker(entry, {
      workerData,
      transferList: [theirs],
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
      // Output is a workflow's own affair: console lines become log records, the rest is not for this process's streams.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    let thrown: unknown;
    port.on("message", (message: WorkerMessage) => listener.message(message));
    worker.on("error", (error) => {
      thrown = error;
    });
    worker.on("exit", (exitCode) => {
      // What it posted before it went comes first.
      const take = () => receiveMessageOnPort(port) as { readonly message: WorkerMessage } | undefined;
      for (let left = take(); left !== undefined; left = take()) listener.message(left.message);
      port.close();
      listener.gone(thrown, exitCode);
    });
    return {
      terminate: () => terminateWorker(worker),
      memory: () => memoryOf(worker),
    };
  };
}

async function memoryOf(worker: Worker): Promise<number | null> {
  const answer = worker.getHeapStatistics().then(
    ({ total_heap_size, external_memory }) => total_heap_size + external_memory,
    () => null,
  );
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), memoryAnswerMs);
  });
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}
