import * as vscode from "vscode";
import { withoutLinks } from "./withoutLinks.ts";

// Every notice of this extension. What it quotes may be anybody's: a workflow's error, an execution's id, the name of a file.

export function tellError(sentence: string, ...answers: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(withoutLinks(sentence), ...answers);
}

export function tellWarning(sentence: string, ...answers: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(sentence), ...answers);
}

export function tellInformation(sentence: string, ...answers: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(withoutLinks(sentence), ...answers);
}
