import * as vscode from "vscode";
import type { ResolvedConfig } from "../../kernel/config/index.ts";
import type { Prediction } from "../../kernel/runner/kernel.ts";
import { settings } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** After the last keystroke, before a dry simulation: nobody wants one for half a number. */
const delayMs = 400;
/** Configurations whose figures are kept. */
const kept = 200;

/** What runs would give, by dry simulations in the kernel: asked for once for each configuration, and never in an untrusted workspace. */
export class Predictions {
  readonly #kernels: WorkspaceKernels;
  readonly #arrived: () => void;
  /** Null while it is asked for, or where there is none to be had cheaply. */
  readonly #known = new Map<string, Prediction | null>();
  /** Workflows whose dry simulation ended its process: not tried again until the code changes. */
  readonly #harmful = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** `arrived` is called when there is something new to show. */
  constructor(kernels: WorkspaceKernels, arrived: () => void) {
    this.#kernels = kernels;
    this.#arrived = arrived;
  }

  of(config: ResolvedConfig, folder: string): Prediction | undefined {
    if (!config.valid || !vscode.workspace.isTrusted || !isWanted()) return undefined;
    const key = JSON.stringify([folder, config.workflowName, config.version, config.parameters, config.run]);
    const known = this.#known.get(key);
    if (known === undefined) this.#ask(key, config, folder);
    return known ?? undefined;
  }

  /** The code changed: so may every outcome. */
  forget(): void {
    this.#known.clear();
    this.#harmful.clear();
  }

  /** Only the latest: whoever is still typing has no use for what was there before. */
  #ask(key: string, config: ResolvedConfig, folder: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#predict(key, config, folder), delayMs);
  }

  async #predict(key: string, config: ResolvedConfig, folder: string): Promise<void> {
    if (this.#known.size >= kept) this.#known.clear();
    this.#known.set(key, null);
    const { workflowName: workflow, version, parameters, run } = config;
    const workflowKey = `${folder} ${workflow}`;
    if (this.#harmful.has(workflowKey)) return;
    const request = { workflow, version, parameters, run };
    try {
      const prediction = await this.#kernels.forDryRuns(folder).predict(request);
      if (prediction === undefined) return;
      this.#known.set(key, prediction);
      this.#arrived();
    } catch {
      // It took its process with it.
      this.#harmful.add(workflowKey);
    }
  }
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(settings.predict) ?? true;
}
