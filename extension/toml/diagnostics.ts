import * as vscode from "vscode";
import { type ConfigDiagnostic, diagnosticsOf, messageOf, roleSentence, ruleLink } from "../../kernel/config/index.ts";
import { cellOf } from "../notebook/cells.ts";
import { isInTab, onDidChangeNotebookTabs } from "../notebook/notebookTabs.ts";
import { toLocation, toRange, toSeverity } from "./convert.ts";
import type { WorkflowDocuments } from "./workflowDocuments.ts";

/** After the last keystroke, before checking: long enough to not check half a word, short enough to feel immediate. */
const delayMs = 60;

/** Marks what is wrong in workflow files and TOML cells as one types. A stale answer is never shown. */
export function registerTomlDiagnostics(documents: WorkflowDocuments): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("workflow");
  const timers = new Map<string, NodeJS.Timeout>();

  const check = async (document: vscode.TextDocument) => {
    const { version, uri } = document;
    const found = await documents.view(document);
    if (document.isClosed || document.version !== version) return;
    const notebook = cellOf(document)?.notebook;
    if (found === undefined || (notebook !== undefined && !isInTab(notebook))) collection.delete(uri);
    else collection.set(uri, shownDiagnostics(found.view.uri, diagnosticsOf(found.view), found.folder));
  };
  const checkSoon = (document: vscode.TextDocument, delay = delayMs) => {
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    if (document.isClosed) {
      collection.delete(document.uri);
      return;
    }
    const run = () => {
      timers.delete(key);
      void check(document);
    };
    timers.set(key, setTimeout(run, delay));
  };

  for (const document of documents.open()) checkSoon(document, 0);
  return vscode.Disposable.from(
    collection,
    documents.onChanged((changed) => {
      for (const document of changed) checkSoon(document);
    }),
    onDidChangeNotebookTabs((notebook) => {
      for (const { document } of notebook.getCells()) checkSoon(document);
    }),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
}

function shownDiagnostics(uri: string, diagnostics: readonly ConfigDiagnostic[], folder: string): vscode.Diagnostic[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.uri === uri)
    .map((diagnostic) => toDiagnostic(diagnostic, folder));
}

export function toDiagnostic(diagnostic: ConfigDiagnostic, folder: string): vscode.Diagnostic {
  const { code, severity, range, related = [] } = diagnostic;
  const shown = new vscode.Diagnostic(toRange(range), messageOf(diagnostic), toSeverity(severity));
  shown.source = "workflow";
  const link = ruleLink(diagnostic);
  shown.code = link === undefined ? code : { value: code, target: vscode.Uri.parse(link) };
  shown.relatedInformation = related.map(({ location, role }) => {
    return new vscode.DiagnosticRelatedInformation(toLocation(location, folder), roleSentence(role));
  });
  return shown;
}
