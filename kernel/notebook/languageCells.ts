import type { Kernel } from "../runner/kernel.ts";
import type { ThreadName } from "../runner/threadProtocol.ts";
import type {
  CellCompletion,
  CellDiagnostic,
  CellHover,
  CellSignatures,
  Completeness,
  LanguageCell,
  LanguagePlace,
  LanguageQuestion,
} from "./language/protocol.ts";

/**
 * TypeScript's answers about the cells of one notebook, from a thread of the kernel. Give the TypeScript cells as they stand with
 * every question: only what changed is sent. Works in untrusted workspaces too, since nothing is run.
 */
export class LanguageCells {
  readonly #kernel: Kernel;
  readonly #thread: ThreadName;
  #sent = new Map<string, string>();
  #stopListening: (() => void) | undefined;

  constructor(kernel: Kernel, notebook: string) {
    this.#kernel = kernel;
    this.#thread = { role: "language", id: crypto.randomUUID(), notebook };
  }

  completions(cells: readonly LanguageCell[], cell: string, offset: number): Promise<CellCompletion[]> {
    return this.#ask(cells, { type: "completions", cell, offset });
  }

  completionDetail(
    cells: readonly LanguageCell[],
    cell: string,
    offset: number,
    name: string,
  ): Promise<Omit<CellHover, "range"> | undefined> {
    return this.#ask(cells, { type: "completionDetail", cell, offset, name });
  }

  hover(cells: readonly LanguageCell[], cell: string, offset: number): Promise<CellHover | undefined> {
    return this.#ask(cells, { type: "hover", cell, offset });
  }

  signatures(cells: readonly LanguageCell[], cell: string, offset: number): Promise<CellSignatures | undefined> {
    return this.#ask(cells, { type: "signatures", cell, offset });
  }

  definitions(cells: readonly LanguageCell[], cell: string, offset: number): Promise<LanguagePlace[]> {
    return this.#ask(cells, { type: "definitions", cell, offset });
  }

  references(cells: readonly LanguageCell[], cell: string, offset: number): Promise<LanguagePlace[]> {
    return this.#ask(cells, { type: "references", cell, offset });
  }

  /** The places to change; undefined where there is nothing to rename. */
  rename(cells: readonly LanguageCell[], cell: string, offset: number): Promise<LanguagePlace[] | undefined> {
    return this.#ask(cells, { type: "rename", cell, offset });
  }

  diagnostics(cells: readonly LanguageCell[], cell: string): Promise<CellDiagnostic[]> {
    return this.#ask(cells, { type: "diagnostics", cell });
  }

  isComplete(source: string): Promise<Completeness> {
    return this.#send({ type: "isComplete", source }) as Promise<Completeness>;
  }

  /** Ends the thread; the next question starts another. */
  async close(): Promise<void> {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#sent.clear();
    await this.#kernel.endThread(this.#thread);
  }

  async #ask<Answer>(cells: readonly LanguageCell[], question: LanguageQuestion): Promise<Answer> {
    this.#stopListening ??= this.#kernel.onEvent(({ type }) => {
      if (type === "restarted") this.#sent.clear();
    });
    const isSame = cells.length === this.#sent.size && cells.every(({ id, source }) => this.#sent.get(id) === source);
    if (!isSame) {
      const changed = cells.map(({ id, source }) => (this.#sent.get(id) === source ? { id } : { id, source }));
      this.#sent = new Map(cells.map(({ id, source }) => [id, source]));
      // Questions are answered in order: this one need not be waited for.
      this.#send({ type: "update", cells: changed }).catch(() => this.#sent.clear());
    }
    try {
      return (await this.#send(question)) as Answer;
    } catch (error) {
      this.#sent.clear();
      throw error;
    }
  }

  #send(question: LanguageQuestion): Promise<unknown> {
    return this.#kernel.askThread(this.#thread, question);
  }
}
