import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ForkOptions {
  /** `apps/kernel/main.ts`, or the script built from it. */
  readonly entry: URL;
  /** The Node to run it with. Default: this one, also inside Electron. */
  readonly execPath?: string;
}

/** Starts a kernel process. It leads a session of its own, so that Ctrl+C in a terminal reaches only whoever started it. */
export function forkKernel({ entry, execPath }: ForkOptions): (args: readonly string[]) => ChildProcess {
  const isSource = entry.pathname.endsWith(".ts");
  return (args) =>
    fork(fileURLToPath(entry), args, {
      serialization: "advanced",
      detached: true,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: isSource
        ? ["--conditions=wfnb-source", "--disable-warning=ExperimentalWarning"]
        : ["--disable-warning=ExperimentalWarning"],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: "" },
      ...(execPath === undefined ? {} : { execPath }),
    });
}
