import * as vscode from "vscode";
import type { Browsing } from "../../kernel/browse/index.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { fieldName } from "./fieldNames.ts";
import { knownValues } from "./knownValues.ts";

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Asks by what to group; undefined when it was left. */
export async function askForGrouping(
  current: Browsing["groupedBy"],
  kernels: WorkspaceKernels,
): Promise<{ readonly groupedBy: Browsing["groupedBy"] } | undefined> {
  const choice = (label: string, value: Browsing["groupedBy"], icon: string): Choice<Browsing["groupedBy"]> => {
    return { label: `$(${icon}) ${label}`, value, ...(value === current ? { description: vscode.l10n.t("now") } : {}) };
  };
  const { parameters } = await knownValues(kernels);
  const picked = await vscode.window.showQuickPick(
    [
      choice(vscode.l10n.t("Not grouped"), null, "list-flat"),
      choice(fieldName("workflow"), "workflow", "symbol-event"),
      choice(fieldName("day"), "day", "calendar"),
      choice(fieldName("status"), "status", "list-filter"),
      choice(fieldName("notebook"), "notebook", "notebook"),
      choice(fieldName("batch"), "batch", "layers"),
      choice(fieldName("user"), "user", "account"),
      ...separated(vscode.l10n.t("by the value of a parameter"), parameters, (name) =>
        choice(name, `parameter.${name}`, "symbol-parameter"),
      ),
    ],
    { title: vscode.l10n.t("Group Executions"), placeHolder: vscode.l10n.t("by") },
  );
  return picked === undefined ? undefined : { groupedBy: picked.value };
}

/** Asks in which order; undefined when it was left. */
export async function askForOrder(
  { by, descending = false }: Browsing["order"],
  kernels: WorkspaceKernels,
): Promise<{ readonly order: Browsing["order"] } | undefined> {
  const choice = (label: string, field: string, down: boolean): Choice<Browsing["order"]> => {
    const isCurrent = field === by && down === descending;
    const icon = down ? "arrow-down" : "arrow-up";
    const now = isCurrent ? { description: vscode.l10n.t("now") } : {};
    return { label: `$(${icon}) ${label}`, value: { by: field, descending: down }, ...now };
  };
  const both = (field: string) => [
    choice(vscode.l10n.t("{0}, largest first", fieldName(field)), field, true),
    choice(vscode.l10n.t("{0}, smallest first", fieldName(field)), field, false),
  ];
  const { parameters, counts, gauges } = await knownValues(kernels);
  const picked = await vscode.window.showQuickPick(
    [
      choice(vscode.l10n.t("Newest first"), "start", true),
      choice(vscode.l10n.t("Oldest first"), "start", false),
      ...both("took"),
      ...both("simulated"),
      ...both("events"),
      choice(fieldName("workflow"), "workflow", false),
      choice(fieldName("status"), "status", false),
      choice(fieldName("user"), "user", false),
      ...separated(vscode.l10n.t("counts"), counts, (name) => both(`count.${name}`)),
      ...separated(vscode.l10n.t("means"), gauges, (name) => both(`mean.${name}`)),
      ...separated(vscode.l10n.t("parameters"), parameters, (name) => both(`parameter.${name}`)),
    ],
    { title: vscode.l10n.t("Order Executions"), placeHolder: vscode.l10n.t("by") },
  );
  return picked === undefined ? undefined : { order: picked.value };
}

function separated<T>(
  label: string,
  names: readonly string[],
  choices: (name: string) => Choice<T> | Choice<T>[],
): Choice<T>[] {
  if (names.length === 0) return [];
  const separator = { label, kind: vscode.QuickPickItemKind.Separator } as Choice<T>;
  return [separator, ...names.flatMap(choices)];
}
