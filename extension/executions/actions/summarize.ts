import * as vscode from "vscode";
import { batchFilter, quotedValue } from "../../../kernel/query/index.ts";
import { typescriptCellLanguage } from "../../ids.ts";
import type { NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { addCell, executeCell } from "../../notebook/addCell.ts";
import { tellWarning } from "../../tell.ts";
import { goneText, held } from "../chosen.ts";

/** What finds the executions to be summed up, among those of a workspace folder. */
interface FolderFilter {
  readonly folder: string;
  readonly filter: string;
}

/** Sums executions up in a cell: of one the batch that it belongs to. */
export async function summarize(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  const executions = await held(named, kernels);
  const [first] = executions;
  if (first === undefined) return void tellWarning(goneText(named[0]!.id));
  const { folder } = first;
  const batch = named.length === 1 ? first.execution.startedFrom?.batch : undefined;
  if (batch !== undefined) return summarizeMatching({ folder, filter: batchFilter(batch) }, kernels);
  if (executions.some((other) => other.folder !== folder)) {
    void tellWarning(vscode.l10n.t("A cell sums up executions of one workspace folder: select those of one."));
    return;
  }
  const ids = executions.map(({ execution }) => quotedValue(execution.executionId));
  await summarizeMatching({ folder, filter: `id:${ids.join(",")}` }, kernels);
}

/** Sums up what a filter finds. */
export async function summarizeMatching({ folder, filter }: FolderFilter, kernels: WorkspaceKernels): Promise<void> {
  const text = JSON.stringify(filter);
  const source = `display(await executions.summary(${text}));\nawait executions.chart(${text})`;
  await executeCell(await addCell({ source, language: typescriptCellLanguage, folder }, kernels));
}
