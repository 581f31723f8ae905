import * as vscode from "vscode";
import { configAgain } from "../../../kernel/notebook/configAgain.ts";
import { tomlLanguage } from "../../ids.ts";
import type { NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { addCell } from "../../notebook/addCell.ts";
import { tellError } from "../../tell.ts";
import { type HeldExecution, held } from "../chosen.ts";

/** Runs executions again with the same values, seeds and options, and the workflows' code of today. Returns the ids of those that were started. */
export async function runAgain(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<string[]> {
  const started: string[] = [];
  for (const one of await held(named, kernels)) {
    try {
      started.push(await startAgain(one));
    } catch (error) {
      const change = vscode.l10n.t("Run with Changes");
      const message = error instanceof Error ? error.message : String(error);
      const told = vscode.l10n.t("{0} cannot be run again: {1}", one.execution.executionId, message);
      const answer = await tellError(told, change);
      if (answer === change) await openConfig(one, kernels);
    }
  }
  return started;
}

async function startAgain({ kernel, execution }: HeldExecution): Promise<string> {
  const { executionId, workflowName, parameterValues, parameterOrigins, runOptions } = execution;
  const again = await kernel.start({
    workflow: workflowName,
    parameters: parameterValues,
    origins: parameterOrigins,
    run: runOptions,
    startedFrom: { execution: executionId },
  });
  return again.executionId;
}

/** Puts what was set into a TOML cell, to be changed and run: below the active cell of a workflow notebook, else in a new one. */
export async function runWithChanges(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  for (const one of await held(named.slice(0, 1), kernels)) await openConfig(one, kernels);
}

async function openConfig({ execution, folder }: HeldExecution, kernels: WorkspaceKernels): Promise<void> {
  await addCell({ source: configAgain(execution), language: tomlLanguage, folder }, kernels);
  if (vscode.window.activeNotebookEditor !== undefined) await vscode.commands.executeCommand("notebook.cell.edit");
}
