import * as vscode from "vscode";
import type { ExportFormat } from "../../kernel/runner/export/exportTrace.ts";
import type { Kernel } from "../../kernel/runner/kernel.ts";
import { askWhere } from "./saveAs.ts";

const endings = { json: "json", csv: "csv", chrome: "trace.json" } as const satisfies Record<ExportFormat, string>;

/** What the file of an exported execution is called. Ids hold names of workflows and users, which may hold anything. */
export function exportFileName(executionId: string, format: ExportFormat): string {
  return `${executionId.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 150)}.${endings[format]}`;
}

/** Asks where, beginning in `folder`, and writes an execution there; undefined when the user has thought better of it. */
export async function exportToFile(
  kernel: Kernel,
  executionId: string,
  format: ExportFormat,
  folder: string,
): Promise<vscode.Uri | undefined> {
  // A dialog compares what comes after the last dot alone, and would add a second `.trace.json`.
  const filters = { [endings[format]]: [endings[format].split(".").at(-1)!] };
  const target = await askWhere(folder, exportFileName(executionId, format), filters);
  if (target === undefined) return undefined;
  if (target.scheme !== "file") throw new Error(vscode.l10n.t("Executions are exported to files of this machine."));
  await kernel.exportTrace(executionId, format, target.fsPath);
  return target;
}
