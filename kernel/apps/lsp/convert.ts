import {
  type CompletionItem as ClientCompletionItem,
  type Diagnostic as ClientDiagnostic,
  type InlayHint as ClientInlayHint,
  type DocumentSymbol as ClientSymbol,
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  SymbolKind,
} from "vscode-languageserver/node";
import {
  type CompletionItem,
  type ConfigDiagnostic,
  type DocumentSymbol,
  type Fix,
  type InlayHint,
  messageOf,
  roleSentence,
  ruleLink,
  type SemanticToken,
  semanticTokenTypes,
} from "../../config/index.ts";
import { uriOf } from "./names.ts";

/** Our answers in the words of the Language Server Protocol. Positions and ranges are the same in both. */

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

export function toDiagnostic(diagnostic: ConfigDiagnostic, root: string): ClientDiagnostic {
  const { code, severity, range, related = [] } = diagnostic;
  const link = ruleLink(diagnostic);
  return {
    range,
    severity: severities[severity],
    code,
    ...(link !== undefined && { codeDescription: { href: link } }),
    source: "wfnb",
    message: messageOf(diagnostic),
    relatedInformation: related.map(({ location, role }) => ({
      location: { uri: uriOf(location.uri, root), range: location.range },
      message: roleSentence(role),
    })),
  };
}

const completionKinds = {
  table: CompletionItemKind.Module,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  workflow: CompletionItemKind.Class,
} as const;

export function toCompletionItem({
  label,
  kind,
  detail,
  documentation,
  edit,
  sortText,
}: CompletionItem): ClientCompletionItem {
  return {
    label,
    kind: completionKinds[kind],
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: "markdown", value: documentation } }),
    textEdit: edit,
    sortText,
  };
}

export function toQuickFix(
  { title, edits, diagnostic }: Fix,
  uri: string,
  root: string,
  isPreferred: boolean,
): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(diagnostic, root)],
    isPreferred,
    edit: { changes: { [uri]: [...edits] } },
  };
}

export function toSymbol({ name, detail, kind, range, selectionRange, children }: DocumentSymbol): ClientSymbol {
  const symbolKind = kind === "table" ? SymbolKind.Namespace : SymbolKind.Property;
  return { name, detail, kind: symbolKind, range, selectionRange, children: children.map(toSymbol) };
}

export function toInlayHint({ position, label, tooltip }: InlayHint): ClientInlayHint {
  return { position, label, tooltip };
}

/** Five numbers a token: lines and characters as differences to the token before. */
export function toTokenData(tokens: readonly SemanticToken[]): number[] {
  let line = 0;
  let character = 0;
  return tokens.flatMap(({ range: { start, end }, type }) => {
    const data = [
      start.line - line,
      start.line === line ? start.character - character : start.character,
      end.character - start.character,
      semanticTokenTypes.indexOf(type),
      0,
    ];
    ({ line, character } = start);
    return data;
  });
}
