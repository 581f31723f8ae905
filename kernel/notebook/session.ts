import type { Overrides, ReadText, ResolvedConfig, ResolveRequest } from "../config/index.ts";
import type { RunOptions } from "../model/index.ts";
import type { Kernel, WorkflowListing } from "../runner/kernel.ts";
import { executeConfig } from "./executeConfig.ts";
import { type CellResult, linesOf, refused, type ShowOutputs, showEnded, untilEnded } from "./executeOnce.ts";
import type { CellCompletion, CellHover, Completeness, LanguageCell } from "./language/protocol.ts";
import { LanguageCells } from "./languageCells.ts";
import { errorOutput } from "./outputs.ts";
import type { FramePlace } from "./stackPlaces.ts";
import type { CellWorkflow, SessionVariable } from "./typescript/protocol.ts";
import { type PrintWhole, TypeScriptCells } from "./typescriptCells.ts";

/** What a session needs of the world around it. */
export interface NotebookSessionPorts {
  readonly kernel: Kernel;
  /** Path of the notebook; includes of its cells are relative to it. */
  readonly notebook: string;
  readonly read: ReadText;
  /** Parameter values above every cell, such as the command line's. */
  readonly overrides?: Overrides;
  readonly run?: RunOptions;
  /** Whether an execution of a workflow cell that begins now goes on when this program goes away, to be joined again with `rejoin`. Default: no. */
  readonly isDetached?: () => boolean;
  /** Told when what TypeScript cells had set is gone without anybody having asked for it, with the reason. */
  readonly sessionLost?: (reason: string) => void;
}

export interface CellInput {
  readonly id: string;
  readonly language: string;
  readonly source: string;
}

/** Stands for a code that is no cell yet. */
const typed = "typed";

/** State of one open notebook: runs its cells, whoever shows them. */
export class NotebookSession {
  #ports: NotebookSessionPorts;
  readonly #typescript: TypeScriptCells;
  /** TypeScript's answers about the cells as the editor shows them. */
  language: LanguageCells;
  /** Sources of the TypeScript cells that ran, in the order of their last run. */
  readonly #ran = new Map<string, string>();
  readonly #takenOverrides = new Set<string>();

  constructor(ports: NotebookSessionPorts) {
    this.#ports = ports;
    this.#typescript = new TypeScriptCells(ports.kernel, ports.notebook, ports.sessionLost);
    this.language = new LanguageCells(ports.kernel, ports.notebook);
  }

  /**
   * Never rejects: what goes wrong is shown as an output. Aborting stops the cell.
   *
   * @param print takes what TypeScript cells print, whole; the outputs keep the ends of a long text alone.
   */
  async execute(cell: CellInput, show: ShowOutputs, signal?: AbortSignal, print?: PrintWhole): Promise<CellResult> {
    try {
      if (cell.language === "toml") return await this.#executeWorkflow(cell, show, signal);
      if (cell.language === "typescript" || cell.language === "javascript") {
        this.#ran.delete(cell.id);
        this.#ran.set(cell.id, cell.source);
        const ran = await this.#typescript.execute(cell.id, cell.source, show, signal, print);
        return { ...ran, refused: false };
      }
    } catch (error) {
      return showThrown(error, show);
    }
    const message = `Cells in ${cell.language} do not run; write a workflow cell in TOML, or a TypeScript cell.`;
    show([errorOutput("UnsupportedLanguage", message)]);
    return refused;
  }

  /**
   * Follows an execution that a cell of this notebook started some time ago, as its stored output names it: what was missed is
   * shown at once. Undefined when it is not known here. Never rejects, like `execute`.
   */
  async rejoin(executionId: string, show: ShowOutputs, signal?: AbortSignal): Promise<CellResult | undefined> {
    const { kernel, notebook, read } = this.#ports;
    try {
      const execution = await kernel.execution(executionId);
      if (execution === undefined) return undefined;
      const followed = await untilEnded(kernel, execution, show, signal);
      const context = { uri: notebook, linesOf: (place: FramePlace) => linesOf(place, read, undefined) };
      return await showEnded(kernel, followed, context, show);
    } catch (error) {
      return showThrown(error, show);
    }
  }

  /** Stops the TypeScript cell that runs. Its session's state is kept where the cell awaits something. False when none runs. */
  interrupt(): Promise<boolean> {
    return this.#typescript.interrupt();
  }

  /** Ends the TypeScript session: variables and workflows that cells defined are gone. Executions are not touched. */
  restart(): Promise<void> {
    this.#ran.clear();
    return this.#typescript.restart();
  }

  /** The notebook has another path in the same workspace: what its cells declared is kept, and a cell that runs goes on. */
  moved({ notebook, read }: Pick<NotebookSessionPorts, "notebook" | "read">): void {
    this.#ports = { ...this.#ports, notebook, read };
    this.#typescript.moved(notebook);
    void this.language.close().catch(() => {});
    this.language = new LanguageCells(this.#ports.kernel, notebook);
  }

  /** Those of the session's overrides that a workflow cell has taken so far. */
  get takenOverrides(): ReadonlySet<string> {
    return this.#takenOverrides;
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

  /** Completions in a code that is no cell yet, after all that ran: for consoles and Jupyter. */
  complete(code: string, offset: number): Promise<CellCompletion[]> {
    return this.language.completions(this.#ranWith(code), typed, offset);
  }

  /** What stands at an offset of such a code. */
  inspect(code: string, offset: number): Promise<CellHover | undefined> {
    return this.language.hover(this.#ranWith(code), typed, offset);
  }

  /** Whether a code can run as it stands, or is only begun. */
  isComplete(code: string): Promise<Completeness> {
    return this.language.isComplete(code);
  }

  /** Ends the threads of this notebook. Executions are not touched. */
  async close(): Promise<void> {
    await Promise.all([this.#typescript.close(), this.language.close()]);
  }

  #ranWith(code: string): LanguageCell[] {
    return [...[...this.#ran].map(([id, source]) => ({ id, source })), { id: typed, source: code }];
  }

  /** The session's overrides are for all cells of the notebook: each takes those that its workflow has. */
  async #withOverrides(request: ResolveRequest, overrides: Overrides): Promise<ResolvedConfig> {
    // Loaded with the first configuration: an editor that shows stored executions, or another's TOML, does without.
    const { declaredParameters, resolveConfig } = await import("../config/index.ts");
    const config = await resolveConfig(request);
    const declared = config.workflow === undefined ? undefined : declaredParameters(config.workflow.parameterSchema);
    const given = Object.entries(overrides).filter(([key]) => declared?.has(key));
    for (const [key] of given) this.#takenOverrides.add(key);
    return given.length === 0 ? config : resolveConfig({ ...request, overrides: Object.fromEntries(given) });
  }

  #cellWorkflow(name: string): CellWorkflow | undefined {
    return this.#typescript.workflows.find(({ description }) => description.name === name);
  }

  async #executeWorkflow(cell: CellInput, show: ShowOutputs, signal?: AbortSignal): Promise<CellResult> {
    const { kernel, notebook, read, overrides = {}, run = {}, isDetached } = this.#ports;
    const listing = await this.workflows();
    const main = { uri: notebook, text: cell.source, kind: "cell" as const };
    const request = { main, ...listing, read, run };
    const config = await this.#withOverrides(request, overrides);
    const { source, notebook: definedIn } = this.#cellWorkflow(config.workflowName) ?? {};
    const startedFrom = { notebook, cell: cell.id };
    const cellSource = (id: string) => this.#ran.get(id);
    return executeConfig({
      kernel,
      config,
      source,
      definedIn,
      uri: notebook,
      startedFrom,
      detached: isDetached?.(),
      read,
      cellSource,
      show,
      signal,
    });
  }
}

function showThrown(error: unknown, show: ShowOutputs): CellResult {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  show([errorOutput(name, message, name === "StartRefusedError" ? "" : stack)]);
  return refused;
}
