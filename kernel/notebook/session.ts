import { type Overrides, type ReadText, resolveConfig } from "../config/index.ts";
import type { RunOptions } from "../model/index.ts";
import type { Kernel, WorkflowListing } from "../runner/kernel.ts";
import { type CellResult, executeConfig, refused, type ShowOutputs } from "./executeConfig.ts";
import { errorOutput } from "./outputs.ts";
import type { CellWorkflow, SessionVariable } from "./typescript/protocol.ts";
import { TypeScriptCells } from "./typescriptCells.ts";

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
  readonly #typescript: TypeScriptCells;

  constructor(ports: NotebookSessionPorts) {
    this.#ports = ports;
    this.#typescript = new TypeScriptCells(ports.kernel, ports.notebook);
  }

  /** Never rejects: what goes wrong is shown as an output. Aborting stops the cell. */
  async execute(cell: CellInput, show: ShowOutputs, signal?: AbortSignal): Promise<CellResult> {
    try {
      if (cell.language === "toml") return await this.#executeWorkflow(cell, show, signal);
      if (cell.language === "typescript" || cell.language === "javascript") {
        const { success, error } = await this.#typescript.execute(cell.id, cell.source, show, signal);
        return { success, refused: false, ...(error === undefined ? {} : { error }) };
      }
    } catch (error) {
      const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      show([errorOutput(name, message, name === "StartRefusedError" ? "" : stack)]);
      return refused;
    }
    const message = `Cells in ${cell.language} do not run; write a workflow cell in TOML, or a TypeScript cell.`;
    show([errorOutput("UnsupportedLanguage", message)]);
    return refused;
  }

  /** Stops the TypeScript cell that runs. Its session's state is kept where the cell awaits something. False when none runs. */
  interrupt(): Promise<boolean> {
    return this.#typescript.interrupt();
  }

  /** Ends the TypeScript session: variables and workflows that cells defined are gone. Executions are not touched. */
  restart(): Promise<void> {
    return this.#typescript.restart();
  }

  /** Variables of the TypeScript cells, in the order in which they were declared. */
  variables(): Promise<readonly SessionVariable[]> {
    return this.#typescript.variables();
  }

  /** Workflows that TOML cells of this notebook can run: those of its cells, then those of the workspace. */
  async workflows(): Promise<WorkflowListing> {
    const listing = await this.#ports.kernel.workflows();
    const own = this.#typescript.workflows.map(({ description }) => description);
    const others = listing.workflows.filter(({ name }) => own.every((it) => it.name !== name));
    return { ...listing, workflows: [...own, ...others] };
  }

  #cellWorkflow(name: string): CellWorkflow | undefined {
    return this.#typescript.workflows.find(({ description }) => description.name === name);
  }

  async #executeWorkflow(cell: CellInput, show: ShowOutputs, signal?: AbortSignal): Promise<CellResult> {
    const { kernel, notebook, read, overrides = {}, run = {} } = this.#ports;
    const listing = await this.workflows();
    const main = { uri: notebook, text: cell.source };
    const config = await resolveConfig({ main, workflows: listing.workflows, read, overrides, run });
    const source = this.#cellWorkflow(config.workflowName)?.source;
    const startedFrom = { notebook, cell: cell.id };
    return executeConfig({ kernel, listing, config, source, uri: notebook, startedFrom, show, signal });
  }
}
