import * as vscode from "vscode";
import type { BrowserRow } from "../../kernel/browse/index.ts";
import { commands } from "../ids.ts";
import type { NamedExecution, WorkspaceKernels } from "../kernels.ts";
import { tellInformation } from "../tell.ts";
import { RemovedExecutions } from "./actions/remove.ts";
import { chosenExecutions, type ExecutionArgument, isKey } from "./chosen.ts";
import type { ExecutionsView } from "./view.ts";

/** What can be done with the executions in the sidebar: with one that is clicked, or with all that are selected. */
export function executionCommands(kernels: WorkspaceKernels, view: ExecutionsView) {
  const removed = new RemovedExecutions(kernels, view);
  const onChosen =
    (act: (chosen: NamedExecution[]) => unknown) => async (clicked: ExecutionArgument, selected: unknown) => {
      const rows = isKey(clicked) ? await view.rowsUnderKeys() : view.selection;
      const chosen = chosenExecutions(clicked, selected, rows);
      if (chosen.length > 0) return act(chosen);
      void tellInformation(vscode.l10n.t("Select an execution in the sidebar first."));
      return undefined;
    };
  const label = (change: Parameters<typeof import("./actions/labels.ts").label>[1]) =>
    onChosen(async (chosen) => (await import("./actions/labels.ts")).label(chosen, change, kernels));
  return {
    [commands.revealExecution]: onChosen(([first]) => view.reveal(first!)),
    [commands.copyExecutionId]: onChosen((chosen) =>
      vscode.env.clipboard.writeText(chosen.map(({ id }) => id).join("\n")),
    ),
    [commands.cancelExecution]: onChosen((chosen) =>
      Promise.all(chosen.map(async (each) => (await kernels.holding(each))?.kernel.cancel(each.id))),
    ),
    [commands.runExecutionAgain]: onChosen(async (chosen) =>
      (await import("./actions/again.ts")).runAgain(chosen, kernels),
    ),
    [commands.runExecutionWithChanges]: onChosen(async (chosen) =>
      (await import("./actions/again.ts")).runWithChanges(chosen, kernels),
    ),
    [commands.pinExecution]: label({ pinned: true }),
    [commands.unpinExecution]: label({ pinned: false }),
    [commands.protectExecution]: label({ protected: true }),
    [commands.unprotectExecution]: label({ protected: false }),
    [commands.noteExecution]: onChosen(async (chosen) => (await import("./actions/labels.ts")).note(chosen, kernels)),
    [commands.tagExecution]: onChosen(async (chosen) => (await import("./actions/labels.ts")).tag(chosen, kernels)),
    [commands.deleteExecution]: onChosen((chosen) => removed.remove(chosen)),
    [commands.undoDelete]: () => removed.undo(),
    [commands.exportExecution]: onChosen(async (chosen) =>
      (await import("./actions/exportExecutions.ts")).exportExecutions(chosen, kernels),
    ),
    [commands.verifyExecution]: onChosen(async (chosen) =>
      (await import("./actions/verify.ts")).verify(chosen, kernels),
    ),
    [commands.revealInNotebook]: onChosen(async (chosen) =>
      (await import("./actions/revealInNotebook.ts")).revealInNotebook(chosen, kernels),
    ),
    [commands.summarizeExecutions]: async (clicked: ExecutionArgument, selected: unknown) => {
      const { summarize, summarizeMatching } = await import("./actions/summarize.ts");
      const group = clicked !== undefined && "query" in clicked ? clicked : undefined;
      const batch = group?.query?.batch;
      if (group !== undefined && typeof batch === "string") {
        const { batchFilter } = await import("../../kernel/query/index.ts");
        return summarizeMatching({ folder: group.folder.id, filter: batchFilter(batch) }, kernels);
      }
      return onChosen((chosen) => summarize(chosen, kernels))(clicked, selected);
    },
    [commands.showBatch]: onChosen(async (chosen) => {
      const [{ batchOf }, { batchFilter }] = await Promise.all([
        import("./actions/batchOf.ts"),
        import("../../kernel/query/index.ts"),
      ]);
      const found = await batchOf(chosen[0]!, kernels);
      if (found !== undefined) await view.browse({ folder: found.folder, filter: batchFilter(found.batch) });
    }),
    [commands.cancelBatch]: async (clicked: ExecutionArgument, selected: unknown) => {
      const group = clicked !== undefined && "query" in clicked ? clicked : undefined;
      const batch = group?.query?.batch;
      if (group !== undefined && typeof batch === "string") {
        return kernels.inFolder(group.folder.id).cancelBatch(batch);
      }
      return onChosen(async (chosen) => {
        const found = await (await import("./actions/batchOf.ts")).batchOf(chosen[0]!, kernels);
        return found?.kernel.cancelBatch(found.batch);
      })(clicked, selected);
    },
    [commands.refreshExecutions]: () => view.refresh(),
    [commands.showMoreExecutions]: (row: BrowserRow) => view.showMore(row),
    [commands.filterExecutions]: async (given: unknown) => {
      // A saved filter, a link or a keybinding may bring one.
      if (typeof given === "string") return view.browse({ filter: given });
      const before = view.browsing;
      const { askForFilter } = await import("./filterInput.ts");
      const filter = await askForFilter(before.filter, kernels, (preview) => void view.browse({ filter: preview }));
      await view.browse(filter === undefined ? before : { filter });
    },
    [commands.clearFilter]: () => view.browse({ filter: "" }),
    [commands.saveFilter]: async () => (await import("./filterInput.ts")).saveFilter(view.browsing.filter),
    [commands.groupExecutions]: async () => {
      const { askForGrouping } = await import("./arrange.ts");
      const answer = await askForGrouping(view.browsing.groupedBy, kernels);
      if (answer !== undefined) await view.browse(answer);
    },
    [commands.orderExecutions]: async () => {
      const { askForOrder } = await import("./arrange.ts");
      const answer = await askForOrder(view.browsing.order, kernels);
      if (answer !== undefined) await view.browse(answer);
    },
  };
}
