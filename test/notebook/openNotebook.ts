import { join } from "node:path";
import type { CellResult } from "../../kernel/notebook/executeOnce.ts";
import type { CellOutput } from "../../kernel/notebook/outputs.ts";
import { NotebookSession } from "../../kernel/notebook/session.ts";
import { fileReader } from "../../kernel/platform/readText.ts";
import type { KernelProcess } from "../../kernel/runner/index.ts";

/** What a cell came to, and what it showed at the end. */
export interface RanCell extends CellResult {
  readonly outputs: readonly CellOutput[];
  /** How often it replaced its outputs. */
  readonly shows: number;
}

/** A notebook whose cells are written as they run. */
export class OpenNotebook {
  readonly session: NotebookSession;
  /** Why its session ended without being asked to, each time. */
  readonly lost: string[] = [];
  #cells = 0;

  constructor(kernel: KernelProcess, workspace: string, name = "notes.wfnb") {
    this.session = new NotebookSession({
      kernel,
      notebook: join(workspace, name),
      read: fileReader(workspace),
      sessionLost: (reason) => this.lost.push(reason),
    });
  }

  typescript(source: string, signal?: AbortSignal): Promise<RanCell> {
    return this.#run("typescript", source, signal);
  }

  toml(source: string, signal?: AbortSignal): Promise<RanCell> {
    return this.#run("toml", source, signal);
  }

  async #run(language: string, source: string, signal?: AbortSignal): Promise<RanCell> {
    this.#cells += 1;
    let outputs: readonly CellOutput[] = [];
    let shows = 0;
    const show = (shown: readonly CellOutput[]) => {
      outputs = shown;
      shows += 1;
    };
    const result = await this.session.execute({ id: `cell${this.#cells}`, language, source }, show, signal);
    return { ...result, outputs, shows };
  }
}

/** The plain text of everything that a cell shows. */
export function textOf({ outputs }: { readonly outputs: readonly CellOutput[] }): string {
  return outputs
    .map((output) => {
      if (output.kind === "stream") return output.text;
      if (output.kind === "error") return `${output.name}: ${output.message}\n${output.stack}`;
      return (output.data["text/plain"] as string | undefined) ?? "";
    })
    .join("\n");
}
