import * as vscode from "vscode";

/**
 * What pages and renderer need to speak the editor's language: they have no `vscode` to ask. Empty where that is English.
 * The bundle is the extension's own, since a page that picked its part would have to know its sentences twice.
 */
export function pageSentences(): Readonly<Record<string, string>> {
  return vscode.l10n.bundle ?? {};
}
