import * as vscode from "vscode";
import type { FolderKernel, NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { tellInformation, tellWarning } from "../../tell.ts";
import { goneText, held } from "../chosen.ts";

/** What was asked for together, and the kernel that keeps it. */
interface FoundBatch extends FolderKernel {
  readonly batch: string;
}

/** The batch that an execution belongs to. Where there is none, the user is told why. */
export async function batchOf(named: NamedExecution, kernels: WorkspaceKernels): Promise<FoundBatch | undefined> {
  const [one] = await held([named], kernels);
  const batch = one?.execution.startedFrom?.batch;
  if (one === undefined) void tellWarning(goneText(named.id));
  else if (batch === undefined)
    void tellInformation(vscode.l10n.t("{0} is in no batch: it was started alone.", named.id));
  else return { folder: one.folder, kernel: one.kernel, batch };
  return undefined;
}
