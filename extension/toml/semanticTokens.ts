import * as vscode from "vscode";
import { semanticTokensOf, semanticTokenTypes } from "../../kernel/config/index.ts";
import { toRange } from "./convert.ts";
import { tomlSelector, type WorkflowDocuments } from "./workflowDocuments.ts";

/** Colours without a grammar: another TOML extension's grammar stays in charge of files that are not ours. */
export function registerSemanticTokens(documents: WorkflowDocuments): vscode.Disposable {
  const legend = new vscode.SemanticTokensLegend([...semanticTokenTypes]);
  const provider: vscode.DocumentSemanticTokensProvider = {
    async provideDocumentSemanticTokens(document) {
      const found = await documents.view(document);
      if (found === undefined) return undefined;
      const builder = new vscode.SemanticTokensBuilder(legend);
      for (const { range, type } of semanticTokensOf(found.view.document)) builder.push(toRange(range), type);
      return builder.build();
    },
  };
  return vscode.languages.registerDocumentSemanticTokensProvider(tomlSelector, provider, legend);
}
