import { fileURLToPath } from "node:url";
import { forkKernel, KernelProcess } from "../runner/index.ts";

/** The kernel process of a workspace, from the script beside the one that runs; it starts with the first question. */
export function openKernel(workspace: string): KernelProcess & AsyncDisposable {
  const isSource = import.meta.url.endsWith(".ts");
  const beside = (source: string, built: string) => new URL(isSource ? source : built, import.meta.url);
  const kernel = new KernelProcess({
    workspace,
    shippedWorkflows: fileURLToPath(beside("../../workflows", "./workflows")),
    fork: forkKernel({ entry: beside("../apps/kernel/main.ts", "./kernel.js") }),
  });
  return Object.assign(kernel, { [Symbol.asyncDispose]: () => kernel.close() });
}
