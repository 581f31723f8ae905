import * as vscode from "vscode";
import type { Kernel } from "../../../kernel/runner/kernel.ts";
import type { WorkspaceKernels } from "../../kernels.ts";
import { byKernel, held } from "../chosen.ts";

/** What was deleted in this window and can be taken back, the latest last. Emptied with the window: then it is gone for good. */
export class RemovedExecutions {
  readonly #batches: [kernel: Kernel, executionIds: string[]][][] = [];
  readonly #kernels: WorkspaceKernels;
  /** A deletion whose rows may be gone already while its answer is on its way. */
  #removing: Promise<unknown> = Promise.resolve();

  constructor(kernels: WorkspaceKernels) {
    this.#kernels = kernels;
  }

  /** Deletes without asking, since it can be taken back. */
  async remove(executionIds: readonly string[]): Promise<void> {
    const executions = await held(executionIds, this.#kernels);
    const removing = Promise.all(
      byKernel(executions).map(async ([kernel, ids]): Promise<[Kernel, string[]]> => [kernel, await kernel.trash(ids)]),
    );
    this.#removing = removing.catch(() => undefined);
    const batch = await removing;
    const removed = batch.flatMap(([, ids]) => ids).length;
    const kept = executions.length - removed;
    const why = vscode.l10n.t("{0} of them cannot be deleted: they are running or protected.", kept);
    if (removed === 0) {
      void vscode.window.showWarningMessage(vscode.l10n.t("Nothing was deleted. {0}", kept > 0 ? why : "").trim());
      return;
    }
    this.#batches.push(batch);
    const undo = vscode.l10n.t("Undo");
    const told =
      removed === 1
        ? vscode.l10n.t("{0} was deleted.", batch.flatMap(([, ids]) => ids)[0]!)
        : vscode.l10n.t("{0} executions were deleted.", removed);
    const answer = await vscode.window.showInformationMessage(kept > 0 ? `${told} ${why}` : told, undo);
    if (answer === undo) await this.#restore(batch);
  }

  /** Takes back the latest deletion that was not yet. */
  async undo(): Promise<void> {
    await this.#removing;
    const batch = this.#batches.at(-1);
    if (batch === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Nothing was deleted in this window."));
      return;
    }
    await this.#restore(batch);
  }

  async #restore(batch: [Kernel, string[]][]): Promise<void> {
    const at = this.#batches.indexOf(batch);
    if (at < 0) return;
    this.#batches.splice(at, 1);
    for (const [kernel, ids] of batch) await kernel.restore(ids);
  }
}
