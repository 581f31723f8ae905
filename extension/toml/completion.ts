import * as vscode from "vscode";
import { type CompletionItem, completionsAt } from "../../kernel/config/index.ts";
import { toRange } from "./convert.ts";
import { tomlSelector, type WorkflowDocuments } from "./workflowDocuments.ts";

export function registerCompletion(documents: WorkflowDocuments): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const found = await documents.view(document);
      return found && completionsAt(found.view, position).map(toItem);
    },
  };
  return vscode.languages.registerCompletionItemProvider(tomlSelector, provider, "[", "=", " ", '"', ".", "\n");
}

const kinds = {
  table: vscode.CompletionItemKind.Module,
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  file: vscode.CompletionItemKind.File,
  workflow: vscode.CompletionItemKind.Class,
} as const;

function toItem({ label, kind, detail, documentation, edit, sortText }: CompletionItem): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, kinds[kind]);
  if (detail !== undefined) item.detail = detail;
  if (documentation !== undefined) item.documentation = new vscode.MarkdownString(documentation);
  item.insertText = edit.newText;
  item.range = toRange(edit.range);
  item.filterText = label;
  item.sortText = sortText;
  return item;
}
