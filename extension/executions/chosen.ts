import * as vscode from "vscode";
import type { BrowserRow } from "../../kernel/browse/index.ts";
import type { WorkflowExecution } from "../../kernel/model/index.ts";
import type { Kernel } from "../../kernel/runner/kernel.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/**
 * What a command on executions is given: a row of the tree and all that are selected, an id from elsewhere, such as a cell's status bar,
 * or the word of a keybinding that the selection is meant.
 */
export type ExecutionArgument = BrowserRow | { readonly id: string } | { readonly selected: true } | undefined;

/** A key of the tree was pressed, not a menu or a button. */
export function isKey(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && "selected" in argument;
}

/** The executions that a command is for, each once: the selection where the clicked row is part of it, else that row. */
export function chosenIds(clicked: ExecutionArgument, selected: unknown, selection: readonly BrowserRow[]): string[] {
  const isSelection = clicked === undefined || "selected" in clicked;
  const rows = isSelection ? selection : Array.isArray(selected) ? (selected as BrowserRow[]) : [clicked];
  return [...new Set(rows.flatMap((row) => idOf(row) ?? []))];
}

function idOf(argument: BrowserRow | { readonly id: string }): string | undefined {
  if ("id" in argument) return argument.id;
  return argument.execution?.executionId;
}

/** An execution and the kernel that keeps it. */
export interface HeldExecution {
  readonly kernel: Kernel;
  readonly execution: WorkflowExecution;
}

/** Those of the ids that are still there, in the same order. */
export async function held(executionIds: readonly string[], kernels: WorkspaceKernels): Promise<HeldExecution[]> {
  const found = await Promise.all(
    executionIds.map(async (executionId) => {
      const kernel = await kernels.holding(executionId);
      const execution = await kernel?.execution(executionId);
      return kernel === undefined || execution === undefined ? [] : [{ kernel, execution }];
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
export function byKernel(executions: readonly HeldExecution[]): [kernel: Kernel, executionIds: string[]][] {
  const ids = new Map<Kernel, string[]>();
  for (const { kernel, execution } of executions) {
    ids.set(kernel, [...(ids.get(kernel) ?? []), execution.executionId]);
  }
  return [...ids];
}
