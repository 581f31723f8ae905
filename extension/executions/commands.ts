import * as vscode from "vscode";
import type { BrowserRow } from "../../kernel/browse/index.ts";
import { commands } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { tellInformation } from "../tell.ts";
import { RemovedExecutions } from "./actions/remove.ts";
import { chosenIds, type ExecutionArgument, isKey } from "./chosen.ts";
import type { ExecutionsView } from "./view.ts";

/** What can be done with the executions in the sidebar: with one that is clicked, or with all that are selected. */
export function executionCommands(kernels: WorkspaceKernels, view: ExecutionsView) {
  const removed = new RemovedExecutions(kernels, view);
  const onChosen =
    (act: (executionIds: string[]) => unknown) => async (clicked: ExecutionArgument, selected: unknown) => {
      const ids = chosenIds(clicked, selected, isKey(clicked) ? await view.rowsUnderKeys() : view.selection);
      if (ids.length > 0) return act(ids);
      void tellInformation(vscode.l10n.t("Select an execution in the sidebar first."));
      return undefined;
    };
  const label = (change: Parameters<typeof import("./actions/labels.ts").label>[1]) =>
    onChosen(async (ids) => (await import("./actions/labels.ts")).label(ids, change, kernels));
  return {
    [commands.revealExecution]: onChosen(([id]) => view.reveal(id!)),
    [commands.copyExecutionId]: onChosen((ids) => vscode.env.clipboard.writeText(ids.join("\n"))),
    [commands.cancelExecution]: onChosen((ids) =>
      Promise.all(ids.map(async (id) => (await kernels.holding(id))?.cancel(id))),
    ),
    [commands.runExecutionAgain]: onChosen(async (ids) => (await import("./actions/again.ts")).runAgain(ids, kernels)),
    [commands.runExecutionWithChanges]: onChosen(async (ids) =>
      (await import("./actions/again.ts")).runWithChanges(ids, kernels),
    ),
    [commands.pinExecution]: label({ pinned: true }),
    [commands.unpinExecution]: label({ pinned: false }),
    [commands.protectExecution]: label({ protected: true }),
    [commands.unprotectExecution]: label({ protected: false }),
    [commands.noteExecution]: onChosen(async (ids) => (await import("./actions/labels.ts")).note(ids, kernels)),
    [commands.tagExecution]: onChosen(async (ids) => (await import("./actions/labels.ts")).tag(ids, kernels)),
    [commands.deleteExecution]: onChosen((ids) => removed.remove(ids)),
    [commands.undoDelete]: () => removed.undo(),
    [commands.exportExecution]: onChosen(async (ids) =>
      (await import("./actions/exportExecutions.ts")).exportExecutions(ids, kernels),
    ),
    [commands.verifyExecution]: onChosen(async (ids) => (await import("./actions/verify.ts")).verify(ids, kernels)),
    [commands.revealInNotebook]: onChosen(async (ids) =>
      (await import("./actions/revealInNotebook.ts")).revealInNotebook(ids, kernels),
    ),
    [commands.summarizeExecutions]: async (clicked: ExecutionArgument, selected: unknown) => {
      const { batchFilter, summarize, summarizeMatching } = await import("./actions/summarize.ts");
      const batch = clicked !== undefined && "query" in clicked ? clicked.query?.batch : undefined;
      if (typeof batch === "string") return summarizeMatching(batchFilter(batch));
      return onChosen((ids) => summarize(ids, kernels))(clicked, selected);
    },
    [commands.showBatch]: onChosen(async (ids) => {
      const filter = await (await import("./actions/summarize.ts")).batchOf(ids[0]!, kernels);
      if (filter !== undefined) await view.browse({ filter });
    }),
    [commands.refreshExecutions]: () => view.refresh(),
    [commands.showMoreExecutions]: (row: BrowserRow) => view.showMore(row),
    [commands.filterExecutions]: async (given: unknown) => {
      // A saved filter, a link or a keybinding may bring one.
      if (typeof given === "string") return view.browse({ filter: given });
      const before = view.browsing.filter;
      const { askForFilter } = await import("./filterInput.ts");
      const filter = await askForFilter(before, kernels, (preview) => void view.browse({ filter: preview }));
      await view.browse({ filter: filter ?? before });
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
