import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { totalmem } from "node:os";
import { dirname, join } from "node:path";
import { publishedWorkflows } from "../../platform/publishedSchemas.ts";
import { watchFolder } from "../../platform/watchFolder.ts";
import type { KernelReply, KernelRequest, KernelSettings } from "../../runner/kernelProtocol.ts";
import { serveKernel } from "../../runner/kernelServer.ts";
import { LocalKernel } from "../../runner/localKernel.ts";
import { describeInWorker } from "../../runner/preparedWorker.ts";
import { notebookThreadLauncher } from "../../runner/threadLauncher.ts";
import { threadLauncher } from "../../runner/workerLauncher.ts";
import { SqliteStore, UnmadeStore } from "../../store/index.ts";
import { esbuildBundler } from "../../workflow/bundleWithEsbuild.ts";
import { WorkflowRegistry } from "../../workflow/registry.ts";
import { nodeSystem } from "./nodeSystem.ts";

/** Entry of the kernel process: the real parts, served to the process that forked this one. */
/** Node's own limit lies well above ours: where it strikes, it may take the whole process. */
const heapHeadroom = 4;
const defaultProcessMegabytes = Math.min(4_000, Math.round(totalmem() / 2e6));
/** What a notebook's TypeScript session, the language service for it, or the thread that makes timelines may hold. */
const threadMegabytes = 2_000;
const settings = JSON.parse(process.argv[2]!) as KernelSettings;
let kernel: Promise<LocalKernel> | undefined;
const take = serveKernel(open, { send });
let isLeaving = false;

process.stderr.on("error", () => {
  // Nobody reads it any more.
});
process.on("message", (request: KernelRequest) => {
  if (request.method === "close") void leave();
  else take(request);
});
process.on("disconnect", () => void leave());
process.on("SIGTERM", () => void leave("The kernel process that ran it was asked to end (SIGTERM)."));
process.on("SIGINT", () => {});
send({ ready: true });

/** One kernel; where it could not open its store, the next question tries again. */
function open(): Promise<LocalKernel> {
  kernel ??= openKernel(settings);
  kernel.catch(() => {
    kernel = undefined;
  });
  return kernel;
}

async function openKernel({
  workspace,
  shippedWorkflows,
  trusted = true,
  executionMegabytes = 1024,
  processMegabytes = defaultProcessMegabytes,
  predecessors = [],
}: KernelSettings) {
  const system = nodeSystem(workspace);
  const onStuck = () => process.kill(process.pid, "SIGKILL");
  const launch = threadLauncher({ entry: entryBeside("worker"), heapMegabytes: executionMegabytes * heapHeadroom });
  const registry = new WorkflowRegistry(workspace, shippedWorkflows, {
    bundle: esbuildBundler(workspace),
    describe: (bundled) => describeInWorker(launch, system.after, bundled, workspace),
    // What is not trusted is not even looked at.
    listFolder: async (folder) => (trusted || folder === shippedWorkflows ? readdir(folder).catch(() => []) : []),
    ...(trusted ? {} : { published: () => publishedWorkflows(workspace) }),
  });
  const executions = join(workspace, ".wfnb", "executions.db");
  const local = new LocalKernel({
    workspace,
    trusted,
    openStore: (purpose) =>
      purpose === "read" && !existsSync(dirname(executions))
        ? new UnmadeStore(executions)
        : new SqliteStore(executions, { now: system.now }),
    registry,
    launch,
    launchThread: notebookThreadLauncher({
      workspace,
      entries: {
        session: entryBeside("session"),
        language: entryBeside("language"),
        timeline: entryBeside("timeline"),
      },
      megabytes: threadMegabytes,
      onStuck,
    }),
    system,
    memoryLimits: { execution: executionMegabytes * 1_000_000, process: processMegabytes * 1_000_000 },
    onStuck,
    reasonOf: ({ host, pid }) =>
      host === system.identity.host ? predecessors.find((it) => it.pid === pid)?.reason : undefined,
  });
  watchFolder(join(workspace, "workflows"), () => local.workflowsChanged());
  return local;
}

/** Beside this file, in the same form: source beside source, script beside script. */
function entryBeside(name: string): URL {
  const ending = /\.(ts|[cm]?js)$/.exec(import.meta.url)![0];
  return new URL(ending === ".ts" ? `../${name}/main.ts` : `./${name}${ending}`, import.meta.url);
}

function send(message: KernelReply, sent: () => void = () => {}): void {
  if (process.connected) process.send!(message, undefined, undefined, () => sent());
  else sent();
}

/** Cancels what is not detached, waits for what is, and goes. */
async function leave(why = "The program that started it went away."): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  try {
    const local = await kernel;
    await local?.cancelAttached(why);
    // Whoever waits for the end of this process need not wait for what is detached.
    if (process.connected) process.disconnect();
    await local?.settled();
    await local?.close();
  } catch {
    // It never opened: nothing runs.
  }
  process.exit(0);
}
