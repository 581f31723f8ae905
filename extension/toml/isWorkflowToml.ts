import { basename, dirname } from "node:path";
import type * as vscode from "vscode";
import { tomlLanguage } from "../ids.ts";
import { cellOf } from "../notebook/cells.ts";

/** Cells of workflow notebooks, and TOML files that name a workflow or stand with the workflows. Other TOML is none of our business. */
export function isWorkflowToml(document: vscode.TextDocument): boolean {
  if (document.isClosed) return false;
  if (document.uri.scheme === "vscode-notebook-cell") {
    return document.languageId === tomlLanguage && cellOf(document) !== undefined;
  }
  if (document.uri.scheme !== "file" || !document.fileName.endsWith(".toml")) return false;
  const name = basename(document.fileName);
  return (
    basename(dirname(document.fileName)) === "workflows" ||
    name.endsWith("_default.toml") ||
    name === "testbed.toml" ||
    /^\s*\[\s*workflow\s*\]?/m.test(document.getText())
  );
}
