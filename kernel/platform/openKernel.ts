import { forkKernel, KernelProcess } from "../runner/index.ts";
import { shippedWorkflows } from "./shippedWorkflows.ts";

/** The kernel process of a workspace, from the script beside the one that runs; it starts with the first question. */
export function openKernel(workspace: string): KernelProcess & AsyncDisposable {
  const entry = import.meta.url.endsWith(".ts") ? "../apps/kernel/main.ts" : "./kernel.js";
  const kernel = new KernelProcess({
    workspace,
    shippedWorkflows: shippedWorkflows(),
    fork: forkKernel({ entry: new URL(entry, import.meta.url) }),
  });
  return Object.assign(kernel, { [Symbol.asyncDispose]: () => kernel.close() });
}
