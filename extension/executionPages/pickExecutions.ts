import * as vscode from "vscode";
import { executionNode, mostCompared, shortened } from "../../kernel/views/index.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import type { ExecutionName } from "../pages/messages.ts";
import { tellInformation } from "../tell.ts";

interface ExecutionItem extends vscode.QuickPickItem {
  readonly execution: ExecutionName;
}

/** The newest, of each folder: who looks for an older one has the tree, with its filter. */
const mostOffered = 500;

export async function pickExecution(kernels: WorkspaceKernels): Promise<ExecutionName | undefined> {
  const items = await executionItems(kernels);
  if (items.length === 0) return tellNothingToChoose();
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Open execution"),
    placeHolder: vscode.l10n.t("Id, workflow or status"),
    matchOnDescription: true,
  });
  return picked?.execution;
}

/** Those to compare with `chosen`, which are not offered again; undefined when the user has thought better of it. */
export async function pickExecutions(
  kernels: WorkspaceKernels,
  chosen: readonly ExecutionName[],
): Promise<ExecutionName[] | undefined> {
  const isChosen = ({ execution }: ExecutionItem) =>
    chosen.some(({ id, folder }) => id === execution.id && folder === execution.folder);
  const items = (await executionItems(kernels)).filter((item) => !isChosen(item));
  if (items.length === 0) return tellNothingToChoose();
  const [first] = chosen;
  const picked = await vscode.window.showQuickPick(items, {
    title:
      first === undefined
        ? vscode.l10n.t("Compare executions: two to {0}, the newest one first", mostCompared)
        : vscode.l10n.t("Compare {0} with", shortened(first.id, 100)),
    placeHolder: vscode.l10n.t("Id, workflow or status"),
    matchOnDescription: true,
    canPickMany: true,
  });
  return picked?.map(({ execution }) => execution);
}

/** An empty list to choose from would not say why it is empty. */
function tellNothingToChoose(): undefined {
  void tellInformation(
    vscode.l10n.t("There are no executions to choose from yet: run a cell of a workflow notebook first."),
  );
}

async function executionItems(kernels: WorkspaceKernels): Promise<ExecutionItem[]> {
  const now = new Date();
  const lists = await Promise.all(
    kernels.all().map(async ({ folder, kernel }) => {
      const executions = await kernel.executions({ limit: mostOffered });
      return executions.map((execution) => {
        const { executionId: id, startTime } = execution;
        const { description } = executionNode(execution, { now });
        return { label: shortened(id, 200), description, startTime, execution: { id, folder } };
      });
    }),
  );
  return lists.flat().sort((a, b) => (a.startTime < b.startTime ? 1 : -1));
}

export function tooMany(count: number): string {
  return vscode.l10n.t("{0} executions are chosen; at most {1} can be compared.", count, mostCompared);
}
