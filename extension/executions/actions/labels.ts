import * as vscode from "vscode";
import type { LabelChange } from "../../../kernel/store/index.ts";
import type { NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { tellError } from "../../tell.ts";
import { byKernel, type HeldExecution, held } from "../chosen.ts";
import { knownValues } from "../knownValues.ts";

/** Changes labels of executions; what cannot be is told. */
export async function label(
  named: readonly NamedExecution[],
  change: LabelChange,
  kernels: WorkspaceKernels,
): Promise<void> {
  await apply(await held(named, kernels), change);
}

/** Asks for a note: that of a single execution is shown for editing, several get the same one. */
export async function note(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  const executions = await held(named, kernels);
  if (executions.length === 0) return;
  const before = executions.length === 1 ? executions[0]!.execution.labels?.note : null;
  const text = await vscode.window.showInputBox({
    title: titleFor(executions, vscode.l10n.t("Note")),
    prompt: vscode.l10n.t("Shown beside it in lists, and found by a filter. Empty: no note."),
    value: before ?? "",
  });
  if (text !== undefined) await apply(executions, { note: text });
}

interface TagItem extends vscode.QuickPickItem {
  readonly tag: string;
}

/** Asks for tags: those that all of the executions have are ticked; what is typed makes a new one. */
export async function tag(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  const executions = await held(named, kernels);
  if (executions.length === 0) return;
  const tagsOf = ({ execution }: HeldExecution) => execution.labels?.tags ?? [];
  const common = tagsOf(executions[0]!).filter((each) => executions.every((one) => tagsOf(one).includes(each)));
  const known = [...new Set([...common, ...executions.flatMap(tagsOf), ...(await knownValues(kernels)).tags])];
  const input = vscode.window.createQuickPick<TagItem>();
  input.title = titleFor(executions, vscode.l10n.t("Tags"));
  input.placeholder = vscode.l10n.t("Tick tags, or type a new one");
  input.canSelectMany = true;
  input.items = known.map((each) => ({ label: each, tag: each }));
  input.selectedItems = input.items.filter((item) => common.includes(item.tag));
  input.onDidChangeValue((value) => {
    const typed = value.trim();
    const ticked = new Set(input.selectedItems.map((item) => item.tag));
    const isNew = typed !== "" && !known.includes(typed);
    const added = isNew ? [{ label: typed, tag: typed, description: vscode.l10n.t("new"), alwaysShow: true }] : [];
    input.items = [...added, ...known.map((each) => ({ label: each, tag: each }))];
    input.selectedItems = input.items.filter((item) => ticked.has(item.tag) || (isNew && item.tag === typed));
  });
  const chosen = await new Promise<readonly string[] | undefined>((resolve) => {
    input.onDidAccept(() => resolve(input.selectedItems.map((item) => item.tag)));
    input.onDidHide(() => resolve(undefined));
    input.show();
  });
  input.dispose();
  if (chosen === undefined) return;
  const removeTags = common.filter((each) => !chosen.includes(each));
  await apply(executions, { addTags: chosen, removeTags });
}

async function apply(executions: readonly HeldExecution[], change: LabelChange): Promise<void> {
  try {
    for (const [{ kernel }, ids] of byKernel(executions)) await kernel.label(ids, change);
  } catch (error) {
    void tellError(error instanceof Error ? error.message : String(error));
  }
}

function titleFor(executions: readonly HeldExecution[], what: string): string {
  return executions.length === 1
    ? vscode.l10n.t("{0} of {1}", what, executions[0]!.execution.executionId)
    : vscode.l10n.t("{0} of {1} executions", what, executions.length);
}
