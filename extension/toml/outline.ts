import * as vscode from "vscode";
import { type DocumentSymbol, foldingOf, formatDocument, linksOf, symbolsOf } from "../../kernel/config/index.ts";
import { toRange, toTextEdit, toUri } from "./convert.ts";
import { tomlSelector, type WorkflowDocuments } from "./workflowDocuments.ts";

/** What follows from a document's shape: outline, folding, links, formatting. */
export function registerOutline(documents: WorkflowDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(tomlSelector, {
      async provideDocumentSymbols(document) {
        const found = await documents.view(document);
        return found && symbolsOf(found.view.document).map(toSymbol);
      },
    }),
    vscode.languages.registerFoldingRangeProvider(tomlSelector, {
      async provideFoldingRanges(document) {
        const found = await documents.view(document);
        return (
          found &&
          foldingOf(found.view.document).map(({ startLine, endLine, kind }) => {
            return new vscode.FoldingRange(startLine, endLine, foldingKinds[kind]);
          })
        );
      },
    }),
    vscode.languages.registerDocumentLinkProvider(tomlSelector, {
      async provideDocumentLinks(document) {
        const found = await documents.view(document);
        return (
          found &&
          linksOf(found.view).map(({ range, target }) => {
            return new vscode.DocumentLink(toRange(range), toUri(target, found.folder));
          })
        );
      },
    }),
    vscode.languages.registerDocumentFormattingEditProvider(tomlSelector, {
      async provideDocumentFormattingEdits(document) {
        const found = await documents.view(document);
        return found && formatDocument(found.view.document).map(toTextEdit);
      },
    }),
  );
}

const foldingKinds = { region: vscode.FoldingRangeKind.Region, comment: vscode.FoldingRangeKind.Comment } as const;
const symbolKinds = { table: vscode.SymbolKind.Module, key: vscode.SymbolKind.Property } as const;

function toSymbol({ name, detail, kind, range, selectionRange, children }: DocumentSymbol): vscode.DocumentSymbol {
  const shown = name === "" ? '""' : name;
  const symbol = new vscode.DocumentSymbol(shown, detail, symbolKinds[kind], toRange(range), toRange(selectionRange));
  symbol.children = children.map(toSymbol);
  return symbol;
}
