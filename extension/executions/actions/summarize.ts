import { quotedValue } from "../../../kernel/query/index.ts";
import { typescriptCellLanguage } from "../../ids.ts";
import type { WorkspaceKernels } from "../../kernels.ts";
import { addCell, executeCell } from "../../notebook/addCell.ts";
import { held } from "../chosen.ts";

/** Sums executions up in a cell: of one the batch that it belongs to. */
export async function summarize(executionIds: readonly string[], kernels: WorkspaceKernels): Promise<void> {
  const batch = executionIds.length === 1 ? await batchOf(executionIds[0]!, kernels) : undefined;
  await summarizeMatching(batch ?? `id:${executionIds.map(quotedValue).join(",")}`);
}

/** Sums up what a filter finds. */
export async function summarizeMatching(filter: string): Promise<void> {
  const text = JSON.stringify(filter);
  const source = `display(await executions.summary(${text}));\nawait executions.chart(${text})`;
  await executeCell(await addCell(source, typescriptCellLanguage));
}

/** The filter that finds what was asked for together with an execution; undefined where it was started alone. */
export async function batchOf(executionId: string, kernels: WorkspaceKernels): Promise<string | undefined> {
  const [one] = await held([executionId], kernels);
  const batch = one?.execution.startedFrom?.batch;
  return batch === undefined ? undefined : batchFilter(batch);
}

/** The filter that finds the executions of a batch. */
export function batchFilter(batch: string): string {
  return `batch:${quotedValue(batch)}`;
}
