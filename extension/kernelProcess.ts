import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import { isOlderNode } from "../kernel/platform/nodeVersion.ts";
import { forkKernel } from "../kernel/runner/forkKernel.ts";
import { KernelProcess } from "../kernel/runner/kernelProcess.ts";
import { tellError } from "./tell.ts";

/** The kernel process runs on the editor's own Node. Workflows may say all that Node 24 understands, and their executions are kept by its SQLite. */
const oldestNode = [24, 0] as const;
/** This VS Code brings it, by way of Electron 42. The manifest asks for it; other editors count their versions as they like. */
const oldestEditor = "1.125";

let hasToldOldEditor = false;

/** The kernel process of one folder, from the script that ships with the extension; it starts with the first question. */
export function startKernel(extension: vscode.Uri, folder: string, log: vscode.LogOutputChannel): KernelProcess {
  const shipped = (path: string) => vscode.Uri.joinPath(extension, "dist", path).fsPath;
  const kernel = new KernelProcess({
    workspace: folder,
    shippedWorkflows: shipped("workflows"),
    trusted: vscode.workspace.isTrusted,
    fork: isOlderNode(process.versions.node, oldestNode)
      ? refuseOldEditor
      : forkKernel({ entry: pathToFileURL(shipped("kernel.js")) }),
  });
  kernel.onEvent((event) => {
    if (event.type === "restarted") log.error(`${folder}: ${event.reason}`);
    else if (event.type === "execution") log.info(`${event.execution.executionId}: ${event.execution.status}`);
  });
  return kernel;
}

/** Once as a notice; then wherever somebody asks for what only a kernel process can give. */
function refuseOldEditor(): never {
  const { node } = process.versions;
  const sentence = vscode.l10n.t(
    "Workflow Notebooks needs Node {0}, and this editor brings Node {1}: update it to VS Code {2} or newer.",
    oldestNode[0],
    node,
    oldestEditor,
  );
  if (!hasToldOldEditor) void tellError(sentence);
  hasToldOldEditor = true;
  throw new Error(sentence);
}
