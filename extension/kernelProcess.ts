import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import { forkKernel } from "../kernel/runner/forkKernel.ts";
import { KernelProcess } from "../kernel/runner/kernelProcess.ts";

/** The kernel process of one folder, from the script that ships with the extension; it starts with the first question. */
export function startKernel(extension: vscode.Uri, folder: string, log: vscode.LogOutputChannel): KernelProcess {
  const shipped = (path: string) => vscode.Uri.joinPath(extension, "dist", path).fsPath;
  const kernel = new KernelProcess({
    workspace: folder,
    shippedWorkflows: shipped("workflows"),
    trusted: vscode.workspace.isTrusted,
    fork: forkKernel({ entry: pathToFileURL(shipped("kernel.js")) }),
  });
  kernel.onEvent((event) => {
    if (event.type === "restarted") log.error(`${folder}: ${event.reason}`);
    else if (event.type === "execution") log.info(`${event.execution.executionId}: ${event.execution.status}`);
  });
  return kernel;
}
