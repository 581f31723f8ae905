import * as vscode from "vscode";
import type { FolderKernel, NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { tellInformation, tellWarning } from "../../tell.ts";
import { byKernel, type HeldExecution, held } from "../chosen.ts";
import type { ExecutionsView } from "../view.ts";

type Deleted = [keeping: FolderKernel, executionIds: string[]][];

/** What was deleted in this window and can be taken back, the latest last. Emptied with the window: then it is gone for good. */
export class RemovedExecutions {
  readonly #batches: Deleted[] = [];
  readonly #kernels: WorkspaceKernels;
  readonly #view: ExecutionsView;
  /** A deletion whose rows may be gone already while its answer is on its way. */
  #removing: Promise<unknown> = Promise.resolve();

  constructor(kernels: WorkspaceKernels, view: ExecutionsView) {
    this.#kernels = kernels;
    this.#view = view;
  }

  /** Deletes without asking, since it can be taken back. */
  async remove(named: readonly NamedExecution[]): Promise<void> {
    // Asked for before, as the rows are now, and not waited for: a deletion is done at once.
    const beside = this.#view.besideThese(named);
    const executions = await held(named, this.#kernels);
    const removing = Promise.all(
      byKernel(executions).map(
        async ([keeping, ids]): Promise<Deleted[number]> => [keeping, await keeping.kernel.trash(ids)],
      ),
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
    void beside.then((row) => (row === undefined ? undefined : this.#view.select(row)));
    const undo = vscode.l10n.t("Undo");
    const told =
      removed.length === 1
        ? vscode.l10n.t("{0} was deleted.", removed[0]!)
        : vscode.l10n.t("{0} executions were deleted.", removed.length);
    const left = kept === 1 ? vscode.l10n.t("One was kept: it runs or is protected.") : keptText(kept);
    const answer = await tellInformation(kept > 0 ? `${told} ${left}` : told, undo);
    // The message stays when the key has taken it back: the editor has no way to end one that has a button. It then leads to what is back.
    if (answer !== undo) return;
    if (this.#batches.includes(batch)) await this.#restore(batch);
    else await this.#showRestored(batch);
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

  async #restore(batch: Deleted): Promise<void> {
    this.#batches.splice(this.#batches.indexOf(batch), 1);
    for (const [{ kernel }, ids] of batch) await kernel.restore(ids);
    await this.#showRestored(batch);
  }

  async #showRestored(batch: Deleted): Promise<void> {
    const [first] = batch.flatMap(([{ folder }, ids]) => ids.map((id) => ({ id, folder })));
    if (first !== undefined) await this.#view.selectExecution(first);
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
