import { dirname } from "node:path";
import { messageOf, type Overrides, type ReadText, resolveCall } from "../../config/index.ts";
import type { RunOptions, WorkflowExecution } from "../../model/index.ts";
import type { KernelCaller } from "../../runner/threadServer.ts";
import type { CellSession } from "./cellSession.ts";

/** Keys of a call that say how to run; all others are parameters. */
const runKeys = ["until", "seed", "realtime", "factor"] as const;

/** `{ until: 60, stf_interval: 1.5 }`: run options and parameters in one, and `config` for a configuration to start from. */
export type RunCall = RunOptions & { readonly config?: string } & Readonly<Record<string, unknown>>;

/** A workflow by its name, or the result of `defineWorkflow`. */
export type WorkflowReference = string | { readonly name: string };

export interface NotebookRunnerPorts {
  readonly session: CellSession;
  readonly callKernel: KernelCaller;
  /** Absolute path of the notebook, which may change. */
  readonly pathOf: () => string;
  /** Reads files by paths that are relative to a folder. */
  readonly readerIn: (folder: string) => ReadText;
}

/** `runner` of a notebook: runs workflows of the workspace, and those that cells defined. */
export class NotebookRunner {
  readonly #ports: NotebookRunnerPorts;
  /** Started by the cell that runs. */
  readonly #started = new Set<string>();

  constructor(ports: NotebookRunnerPorts) {
    this.#ports = ports;
  }

  /** Starts a workflow and gives its record as it begins. */
  async start(workflow: WorkflowReference, call: RunCall = {}): Promise<WorkflowExecution> {
    const { session, callKernel, pathOf, readerIn } = this.#ports;
    const notebook = pathOf();
    const name = typeof workflow === "string" ? workflow : workflow.name;
    const listing = await session.wait(callKernel("workflows"));
    const own = session.workflows();
    const known = [...own.map(({ description }) => description), ...listing.workflows];
    const config = await resolveCall({
      workflow: name,
      single: true,
      workflows: distinct(known),
      read: readerIn(dirname(notebook)),
      ...separated(call),
    });
    if (!config.valid) {
      const errors = config.diagnostics.filter(({ severity }) => severity === "error").map(messageOf);
      throw new Error(errors.join("\n"));
    }
    const source = session.workflow(config.workflowName)?.source;
    const started = await callKernel("start", {
      workflow: config.workflowName,
      version: config.version,
      parameters: config.parameters,
      origins: config.origins,
      run: config.run,
      startedFrom: { notebook },
      ...(source === undefined ? {} : { source }),
    });
    this.#started.add(started.executionId);
    return started;
  }

  /** Runs a workflow to its end and gives its record, however it ended. */
  async run(workflow: WorkflowReference, call: RunCall = {}): Promise<WorkflowExecution> {
    const { executionId } = await this.start(workflow, call);
    const ended = await this.#ports.session.wait(this.#ports.callKernel("finished", executionId));
    this.#started.delete(executionId);
    return ended;
  }

  /** Runs a workflow to its end and gives the id of its execution. Throws when it failed. */
  async runWorkflow(workflow: WorkflowReference, call: RunCall = {}): Promise<string> {
    const { executionId, status, errorMessage } = await this.run(workflow, call);
    if (status === "failed") throw new Error(`${executionId} failed: ${errorMessage ?? "no message was given"}`);
    return executionId;
  }

  /** Cancels what the interrupted cell has started. */
  cancelStarted(): void {
    for (const executionId of this.#started) void this.#ports.callKernel("cancel", executionId).catch(() => {});
    this.#started.clear();
  }
}

/** A workflow of the session hides one of the same name in the workspace. */
function distinct<Described extends { readonly name: string }>(known: readonly Described[]): Described[] {
  return known.filter((it, index) => known.findIndex(({ name }) => name === it.name) === index);
}

function separated({ config, ...call }: RunCall): { overrides: Overrides; run: RunOptions; config?: string } {
  const run = Object.fromEntries(runKeys.filter((key) => call[key] !== undefined).map((key) => [key, call[key]]));
  const overrides = Object.fromEntries(
    Object.entries(call).filter(([key]) => !(runKeys as readonly string[]).includes(key)),
  );
  return { overrides, run, ...(config === undefined ? {} : { config }) };
}
