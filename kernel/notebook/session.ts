import { type Overrides, type ReadText, resolveConfig } from "../config/index.ts";
import type { RunOptions } from "../model/index.ts";
import type { Kernel } from "../runner/kernel.ts";
import { type CellResult, executeConfig, refused, type ShowOutputs } from "./executeConfig.ts";
import { errorOutput } from "./outputs.ts";

/** What a session needs of the world around it. */
export interface NotebookSessionPorts {
  readonly kernel: Kernel;
  /** Path of the notebook; includes of its cells are relative to it. */
  readonly notebook: string;
  readonly read: ReadText;
  /** Parameter values above every cell, such as the command line's. */
  readonly overrides?: Overrides;
  readonly run?: RunOptions;
}

export interface CellInput {
  readonly id: string;
  readonly language: string;
  readonly source: string;
}

/** State of one open notebook: runs its cells, whoever shows them. */
export class NotebookSession {
  readonly #ports: NotebookSessionPorts;

  constructor(ports: NotebookSessionPorts) {
    this.#ports = ports;
  }

  /** Never rejects: what goes wrong is shown as an output. Aborting cancels the cell's execution. */
  async execute(cell: CellInput, show: ShowOutputs, signal?: AbortSignal): Promise<CellResult> {
    if (cell.language !== "toml") {
      show([
        errorOutput("UnsupportedLanguage", `Cells in ${cell.language} do not run; write a workflow cell in TOML.`),
      ]);
      return refused;
    }
    try {
      return await this.#executeWorkflow(cell, show, signal);
    } catch (error) {
      const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      show([errorOutput(name, message, name === "StartRefusedError" ? "" : stack)]);
      return refused;
    }
  }

  async #executeWorkflow(cell: CellInput, show: ShowOutputs, signal?: AbortSignal): Promise<CellResult> {
    const { kernel, notebook, read, overrides = {}, run = {} } = this.#ports;
    const listing = await kernel.workflows();
    const main = { uri: notebook, text: cell.source, kind: "cell" as const };
    const config = await resolveConfig({ main, workflows: listing.workflows, read, overrides, run });
    const startedFrom = { notebook, cell: cell.id };
    return executeConfig({ kernel, listing, config, uri: notebook, startedFrom, show, signal });
  }
}
