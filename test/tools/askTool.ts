import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { workspaceReader } from "../../kernel/platform/workspaceReader.ts";
import type { KernelProcess } from "../../kernel/runner/index.ts";
import { answerTool, type GoingOn, type RunProgress, type ToolName } from "../../kernel/tools/index.ts";
import { kernelOn } from "../runner/testWorkspace.ts";

/** Asks the tools as their adapters do, on a real kernel process. */
export class ToolAsker {
  readonly kernel: KernelProcess;
  readonly told: RunProgress[] = [];
  readonly #workspace: string;
  readonly #goingOn: GoingOn = new Map();

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.kernel = kernelOn(workspace);
  }

  ask = async (name: ToolName, input: unknown, signal?: AbortSignal): Promise<any> =>
    await answerTool(name, input, {
      kernel: this.kernel,
      read: workspaceReader(this.#workspace),
      uri: join(this.#workspace, "workflows", "untitled.toml"),
      goingOn: this.#goingOn,
      patience: (seconds) => setTimeout(seconds * 1_000, undefined, { ref: false }),
      tell: (progress) => this.told.push(progress),
      ...(signal === undefined ? {} : { signal }),
    });
}
