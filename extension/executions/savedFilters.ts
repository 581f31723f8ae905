import * as vscode from "vscode";
import { settings } from "../ids.ts";

/** A filter with a name, as the settings keep it. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: string;
}

/** Those of the workspace, which may be committed, before the person's own; of two with one name, the workspace's. */
export function savedFilters(): SavedFilter[] {
  const { own, shared } = kept();
  return [...shared, ...own.filter(({ name }) => !shared.some((each) => each.name === name))];
}

/** Keeps a filter in the workspace's settings; where no folder is open, in the person's. */
export async function keepFilter(filter: SavedFilter): Promise<void> {
  const { own, shared } = kept();
  if (vscode.workspace.workspaceFolders === undefined) await write(withOne(own, filter), "Global");
  else await write(withOne(shared, filter), "Workspace");
}

/** Removes the filter that is listed under this name. */
export async function forgetFilter(name: string): Promise<void> {
  const { own, shared } = kept();
  const isOther = (each: SavedFilter) => each.name !== name;
  if (shared.every(isOther)) await write(own.filter(isOther), "Global");
  else await write(shared.filter(isOther), "Workspace");
}

function kept(): { readonly own: SavedFilter[]; readonly shared: SavedFilter[] } {
  const { globalValue, workspaceValue } =
    vscode.workspace.getConfiguration().inspect<unknown>(settings.savedFilters) ?? {};
  return { own: readable(globalValue), shared: readable(workspaceValue) };
}

/** The settings may hold anything. */
function readable(value: unknown): SavedFilter[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (each: unknown): each is SavedFilter =>
      typeof each === "object" &&
      each !== null &&
      typeof (each as SavedFilter).name === "string" &&
      typeof (each as SavedFilter).filter === "string",
  );
}

function withOne(filters: readonly SavedFilter[], one: SavedFilter): SavedFilter[] {
  return [...filters.filter(({ name }) => name !== one.name), one];
}

async function write(filters: readonly SavedFilter[], target: keyof typeof vscode.ConfigurationTarget): Promise<void> {
  const value = filters.length === 0 ? undefined : filters;
  await vscode.workspace.getConfiguration().update(settings.savedFilters, value, vscode.ConfigurationTarget[target]);
}
