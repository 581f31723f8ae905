import * as vscode from "vscode";
import { type Fix, fixesAt } from "../../kernel/config/index.ts";
import { toTextEdit } from "./convert.ts";
import { toDiagnostic } from "./diagnostics.ts";
import { tomlSelector, type WorkflowDocument, type WorkflowDocuments } from "./workflowDocuments.ts";

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append("wfnb");

/** Quick fixes by diagnostic, the likeliest preferred; and one action that mends all that can be mended. */
export function registerCodeActions(documents: WorkflowDocuments): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, { only }) {
      const found = await documents.view(document);
      if (found === undefined) return undefined;
      if (only !== undefined && vscode.CodeActionKind.SourceFixAll.intersects(only)) return fixAll(document, documents);
      return quickFixes(document, fixesAt(found.view, range), found);
    },
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix, fixAllKind];
  return vscode.languages.registerCodeActionsProvider(tomlSelector, provider, { providedCodeActionKinds });
}

function quickFixes(
  document: vscode.TextDocument,
  fixes: readonly Fix[],
  { folder }: WorkflowDocument,
): vscode.CodeAction[] {
  const mended = new Set<Fix["diagnostic"]>();
  return fixes.map(({ title, edits, diagnostic }) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [toDiagnostic(diagnostic, folder)];
    action.isPreferred = !mended.has(diagnostic);
    mended.add(diagnostic);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(document.uri, edits.map(toTextEdit));
    return action;
  });
}

async function fixAll(document: vscode.TextDocument, documents: WorkflowDocuments): Promise<vscode.CodeAction[]> {
  const mended = await documents.fixAll(document);
  if (mended === undefined || mended === document.getText()) return [];
  const action = new vscode.CodeAction(vscode.l10n.t("Mend everything that can be mended"), fixAllKind);
  action.edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  action.edit.replace(document.uri, whole, mended);
  return [action];
}
