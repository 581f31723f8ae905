import * as vscode from "vscode";
import { type ConfigDiagnostic, messageOf, resolveConfig, TomlDocuments } from "../../kernel/config/index.ts";
import type { Range } from "../../kernel/text/position.ts";
import { notebookType, tomlLanguage } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { readOpenText } from "./readOpenText.ts";

/** After the last keystroke, before checking: long enough to not check half a word, short enough to feel immediate. */
const delayMs = 100;

/** Marks what is wrong in workflow files and TOML cells as one types. A stale answer is never shown. */
export function registerTomlDiagnostics(kernels: WorkspaceKernels): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("workflow");
  const documents = new TomlDocuments();
  const timers = new Map<string, NodeJS.Timeout>();

  const check = async (document: vscode.TextDocument) => {
    const { version, uri } = document;
    const { workflows } = await kernels.of(uri).workflows();
    const main = { uri: uri.fsPath, text: document.getText() };
    const config = await resolveConfig({ main, workflows, read: readOpenText(uri), documents });
    if (document.isClosed || document.version !== version) return;
    const own = config.diagnostics.filter((diagnostic) => diagnostic.uri === main.uri);
    collection.set(uri, own.map(toEditorDiagnostic));
  };
  const checkSoon = (document: vscode.TextDocument, delay = delayMs) => {
    if (!isWorkflowToml(document)) {
      collection.delete(document.uri);
      return;
    }
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        void check(document);
      }, delay),
    );
  };
  const checkAll = () => {
    for (const document of vscode.workspace.textDocuments) checkSoon(document, 0);
  };

  checkAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument((document) => checkSoon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => checkSoon(document)),
    vscode.workspace.onDidSaveTextDocument(checkAll),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    kernels.onEvent(({ event }) => {
      if (event.type === "workflows") checkAll();
    }),
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
}

/** Cells of workflow notebooks, and TOML files that name a workflow or stand with the workflows. Other TOML is none of our business. */
export function isWorkflowToml(document: vscode.TextDocument): boolean {
  if (document.uri.scheme === "vscode-notebook-cell") {
    return document.languageId === tomlLanguage && isCellOfOurs(document);
  }
  if (!document.fileName.endsWith(".toml")) return false;
  return (
    /(^|[\\/])workflows[\\/][^\\/]+\.toml$|_default\.toml$/.test(document.fileName) ||
    /^\s*\[\s*workflow\s*\]/m.test(document.getText())
  );
}

function isCellOfOurs({ uri }: vscode.TextDocument): boolean {
  return vscode.workspace.notebookDocuments.some((notebook) => {
    return notebook.notebookType === notebookType && notebook.uri.path === uri.path;
  });
}

function toEditorDiagnostic(diagnostic: ConfigDiagnostic): vscode.Diagnostic {
  const shown = new vscode.Diagnostic(
    toRange(diagnostic.range),
    messageOf(diagnostic),
    severities[diagnostic.severity],
  );
  shown.source = "workflow";
  shown.code = diagnostic.code;
  return shown;
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
