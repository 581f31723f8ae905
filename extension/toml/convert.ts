import * as vscode from "vscode";
import type { Location, Position, Range, Severity, TextEdit } from "../../kernel/text/index.ts";

/** Both sides count lines from zero and characters in UTF-16 units: only the classes differ. */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

export function toSeverity(severity: Severity): vscode.DiagnosticSeverity {
  return severities[severity];
}

export function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

export function toTextEdit({ range, newText }: TextEdit): vscode.TextEdit {
  return new vscode.TextEdit(toRange(range), newText);
}

export function toLocation({ uri, range }: Location, folder: string): vscode.Location {
  return new vscode.Location(toUri(uri, folder), toRange(range));
}

/** Documents are named by file path, relative to the workspace folder or absolute, or, cells among them, by uri. */
export function toUri(name: string, folder: string): vscode.Uri {
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(name)) return vscode.Uri.parse(name);
  if (/^([\\/]|[A-Za-z]:)/.test(name)) return vscode.Uri.file(name);
  return vscode.Uri.joinPath(vscode.Uri.file(folder), name);
}

/** The name of an editor's document, as `toUri` reads it. */
export function nameOf(uri: vscode.Uri): string {
  return uri.scheme === "file" ? uri.fsPath : uri.toString();
}
