import * as vscode from "vscode";
import type { BrowserRow } from "../../kernel/browse/index.ts";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import type { FolderKernel, NamedExecution, WorkspaceKernels } from "../kernels.ts";

/**
 * What a command on executions is given: a row of the tree and all that are selected, a name from elsewhere, such as a cell's status bar,
 * or the word of a keybinding that the selection is meant.
 */
export type ExecutionArgument = BrowserRow | NamedExecution | { readonly selected: true } | undefined;

/** A key of the tree was pressed, not a menu or a button. */
export function isKey(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "selected" in argument;
}

/** The executions that a command is for, each once: the selection where the clicked row is part of it, else that row. */
export function chosenExecutions(
  clicked: ExecutionArgument,
  selected: unknown,
  selection: readonly BrowserRow[],
): NamedExecution[] {
  const isSelection = clicked === undefined || "selected" in clicked;
  const rows = isSelection ? selection : Array.isArray(selected) ? (selected as BrowserRow[]) : [clicked];
  const named = rows.flatMap((row) => nameOf(row) ?? []);
  return [...new Map(named.map((each) => [JSON.stringify([each.folder, each.id]), each])).values()];
}

function nameOf(argument: BrowserRow | NamedExecution): NamedExecution | undefined {
  if ("id" in argument) return argument;
  const { execution, folder } = argument;
  return execution === undefined ? undefined : { id: execution.executionId, folder: folder.id };
}

/** An execution and the kernel that keeps it. */
export interface HeldExecution extends FolderKernel {
  readonly execution: WorkflowExecution;
}

/** Those that are still there, in the same order. */
export async function held(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<HeldExecution[]> {
  const found = await Promise.all(
    named.map(async (each) => {
      const holding = await kernels.holding(each);
      const execution = await holding?.kernel.execution(each.id);
      return holding === undefined || execution === undefined ? [] : [{ ...holding, execution }];
    }),
  );
  return found.flat();
}

export function goneText(executionId: string): string {
  return vscode.l10n.t(
    "{0} is not among the executions of this workspace: it was deleted, or ran elsewhere.",
    executionId,
  );
}

/** For each kernel once, the ids of its executions. */
export function byKernel(executions: readonly HeldExecution[]): [keeping: FolderKernel, executionIds: string[]][] {
  const byFolder = Map.groupBy(executions, ({ folder }) => folder);
  return [...byFolder].map(([folder, kept]) => [
    { folder, kernel: kept[0]!.kernel },
    kept.map(({ execution }) => execution.executionId),
  ]);
}
