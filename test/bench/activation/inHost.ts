import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as vscode from "vscode";
import type * as Extension from "../../../extension/extension.ts";

export interface ActivationTimes {
  /** Reading, compiling and evaluating the extension's script. */
  readonly load: Times;
  /** The extension's own `activate`, without what the editor does around it. */
  readonly activate: Times;
  /** Node's own modules that were loaded meanwhile. */
  readonly builtins: readonly string[];
}

export interface Times {
  readonly wallMs: number;
  /** Of this thread alone: the same on a busy machine. */
  readonly processorMs: number;
}

function timed<T>(action: () => T): [T, Times] {
  const wall = performance.now();
  const { user, system } = process.threadCpuUsage();
  const result = action();
  const used = process.threadCpuUsage();
  return [result, { wallMs: performance.now() - wall, processorMs: (used.user + used.system - user - system) / 1000 }];
}

/** Runs inside the extension host, where the extension was not needed yet, and leaves its figures in `$WFNB_ACTIVATION_RESULT`. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension("wfnb.workflow-notebooks");
  if (extension === undefined || extension.isActive) throw new Error("The extension is missing, or active already.");
  const { moduleLoadList } = process as unknown as { moduleLoadList: string[] };
  const before = new Set(moduleLoadList);
  const main = join(extension.extensionPath, "dist", "extension.cjs");
  const load = createRequire(main);
  const [exports, loading] = timed(() => load(main) as typeof Extension);
  let activating: Times | undefined;
  const activate = (context: vscode.ExtensionContext): void => {
    [, activating] = timed(() => exports.activate(context));
  };
  load.cache[main]!.exports = { ...exports, activate };
  await extension.activate();
  const times: ActivationTimes = {
    load: loading,
    activate: activating!,
    builtins: moduleLoadList.filter((name) => name.startsWith("NativeModule") && !before.has(name)),
  };
  writeFileSync(process.env.WFNB_ACTIVATION_RESULT!, JSON.stringify(times));
}
