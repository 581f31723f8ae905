import * as vscode from "vscode";
import {
  completeQuery,
  explainQueryProblem,
  type KnownNames,
  parseQuery,
  unknownNameIn,
} from "../../kernel/query/index.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { withoutLinks } from "../withoutLinks.ts";
import { knownValues } from "./knownValues.ts";
import { forgetFilter, keepFilter, type SavedFilter, savedFilters } from "./savedFilters.ts";

interface FilterItem extends vscode.QuickPickItem {
  /** What stands in the input when it is chosen. */
  readonly text: string;
  /** It is a whole filter, to be used at once. */
  readonly isWhole: boolean;
  /** It stands for what is typed: whoever presses Enter before the list has followed means what stands in the input. */
  readonly isTyped?: boolean;
  /** It stands for a saved filter of this name. */
  readonly savedAs?: string;
}

/**
 * Asks for a filter: what is typed is completed and checked, and shown in the tree as soon as it makes sense.
 * Gives the filter, or undefined when it was left; then the one before is shown again.
 */
export async function askForFilter(
  before: string,
  kernels: WorkspaceKernels,
  preview: (filter: string) => void,
): Promise<string | undefined> {
  const known = await knownValues(kernels);
  const input = vscode.window.createQuickPick<FilterItem>();
  input.title = vscode.l10n.t("Filter Executions");
  input.placeholder = vscode.l10n.t("status:failed stf_interval>1.5 since:7d text");
  input.value = before;
  let timer: NodeJS.Timeout | undefined;
  const show = (text: string) => {
    input.items = itemsOf(text, known, offered(savedFilters(), text === before ? "" : text));
    clearTimeout(timer);
    if (parseQuery(text).problems.length === 0) timer = setTimeout(() => preview(text), 250);
  };
  show(before);
  const answer = await new Promise<string | undefined>((resolve) => {
    input.onDidChangeValue(show);
    input.onDidAccept(() => {
      const [item] = input.selectedItems;
      if (item !== undefined && !item.isWhole) {
        input.value = item.text;
        show(item.text);
        return;
      }
      const text = item === undefined || item.isTyped === true ? input.value : item.text;
      if (parseQuery(text).problems.length === 0) resolve(text.trim());
    });
    input.onDidTriggerItemButton(async ({ item: { savedAs } }) => {
      if (savedAs !== undefined) await forgetFilter(savedAs);
      show(input.value);
    });
    input.onDidHide(() => resolve(undefined));
    input.show();
  });
  clearTimeout(timer);
  input.dispose();
  return answer;
}

/** Keeps a filter under a name in the workspace's settings, where it can be committed. */
export async function saveFilter(filter: string): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("Save Filter"),
    prompt: withoutLinks(vscode.l10n.t("{0} is kept in the workspace's settings under this name.", filter)),
    validateInput: (text) => (text.trim() === "" ? vscode.l10n.t("Give it a name.") : undefined),
  });
  if (name === undefined) return;
  await keepFilter({ name: name.trim(), filter });
}

/** What is typed may be the beginning of a filter, or the name of one that was saved. */
function offered(saved: readonly SavedFilter[], typed: string): SavedFilter[] {
  const wanted = typed.trim().toLowerCase();
  return saved.filter(({ name }) => name.toLowerCase().includes(wanted));
}

function itemsOf(text: string, known: KnownNames, saved: readonly SavedFilter[]): FilterItem[] {
  const { query, problems } = parseQuery(text);
  const unknown = unknownNameIn(query, known);
  const always = { alwaysShow: true };
  const typed = { ...always, isWhole: true, isTyped: true };
  const first: FilterItem =
    problems.length > 0
      ? { ...typed, label: `$(warning) ${explainQueryProblem(problems[0]!)}`, text }
      : text.trim() === ""
        ? { ...typed, label: vscode.l10n.t("$(list-flat) Show all executions"), text: "" }
        : unknown !== undefined
          ? {
              ...typed,
              label: `$(filter) ${text}`,
              description: vscode.l10n.t('no execution has "{0}"', unknown),
              text,
            }
          : { ...typed, label: `$(filter) ${text}`, description: vscode.l10n.t("use this filter"), text };
  const completions = completeQuery(text, text.length, known).map(({ insert, span, detail }): FilterItem => {
    const completed = text.slice(0, span.start) + insert + text.slice(span.end);
    return { ...always, label: insert, description: detail, text: completed, isWhole: false };
  });
  const kept = saved.map(({ name, filter }): FilterItem => {
    const looks = { label: `$(bookmark) ${name}`, description: filter, buttons: [forgetButton()] };
    return { ...always, ...looks, text: filter, isWhole: true, savedAs: name };
  });
  const separator = (label: string): FilterItem => {
    return { label, kind: vscode.QuickPickItemKind.Separator, text: "", isWhole: false };
  };
  return [
    first,
    ...(kept.length > 0 ? [separator(vscode.l10n.t("saved")), ...kept] : []),
    ...(completions.length > 0 ? [separator(vscode.l10n.t("go on with")), ...completions.slice(0, 200)] : []),
  ];
}

function forgetButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon("trash"), tooltip: vscode.l10n.t("Remove This Saved Filter") };
}
