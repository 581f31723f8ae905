import * as vscode from "vscode";
import { hoverAt } from "../../kernel/config/index.ts";
import { toRange } from "./convert.ts";
import { tomlSelector, type WorkflowDocuments } from "./workflowDocuments.ts";

export function registerHover(documents: WorkflowDocuments): vscode.Disposable {
  return vscode.languages.registerHoverProvider(tomlSelector, {
    async provideHover(document, position) {
      const found = await documents.view(document);
      const hover = found && hoverAt(found.view, position);
      return hover && new vscode.Hover(new vscode.MarkdownString(hover.markdown), toRange(hover.range));
    },
  });
}
