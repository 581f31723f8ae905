import * as vscode from "vscode";
import { settings } from "../ids.ts";

/** A filter with a name, as the settings keep it. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: string;
}

/** Those of the settings that can be read; the settings may hold anything. */
export function savedFilters(): SavedFilter[] {
  const kept = vscode.workspace.getConfiguration().get<unknown>(settings.savedFilters);
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (each: unknown): each is SavedFilter =>
      typeof each === "object" &&
      each !== null &&
      typeof (each as SavedFilter).name === "string" &&
      typeof (each as SavedFilter).filter === "string",
  );
}
