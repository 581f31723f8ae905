import * as vscode from "vscode";
import type { Kernel } from "../../../kernel/runner/kernel.ts";
import type { WorkspaceKernels } from "../../kernels.ts";
import { tellInformation, tellWarning } from "../../tell.ts";
import { byKernel, type HeldExecution, held } from "../chosen.ts";

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
    const removed = batch.flatMap(([, ids]) => ids);
    const kept = executions.length - removed.length;
    if (removed.length === 0) {
      void tellWarning(nothingDeleted(executions));
      return;
    }
    this.#batches.push(batch);
    const undo = vscode.l10n.t("Undo");
    const told =
      removed.length === 1
        ? vscode.l10n.t("{0} was deleted.", removed[0]!)
        : vscode.l10n.t("{0} executions were deleted.", removed.length);
    const left = kept === 1 ? vscode.l10n.t("One was kept: it runs or is protected.") : keptText(kept);
    const answer = await tellInformation(kept > 0 ? `${told} ${left}` : told, undo);
    if (answer === undo) await this.#restore(batch);
  }

  /** Takes back the latest deletion that was not yet. */
  async undo(): Promise<void> {
    await this.#removing;
    const batch = this.#batches.at(-1);
    if (batch === undefined) {
      void tellInformation(vscode.l10n.t("Nothing was deleted in this window."));
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

function keptText(kept: number): string {
  return vscode.l10n.t("{0} were kept: they run or are protected.", kept);
}

/** Short, since a toast shows two lines: which of them run, and how they are freed, the rows show. */
function nothingDeleted(executions: readonly HeldExecution[]): string {
  const [first, second] = executions;
  if (first === undefined) return vscode.l10n.t("Nothing was deleted: it was gone already.");
  if (second !== undefined)
    return vscode.l10n.t("Nothing was deleted: all {0} run or are protected.", executions.length);
  return first.execution.labels?.protected === true
    ? vscode.l10n.t("Not deleted: {0} is protected.", first.execution.executionId)
    : vscode.l10n.t("Not deleted: {0} is running.", first.execution.executionId);
}
