import * as vscode from "vscode";

/** A tooltip whose lines are columns, which stand below each other in a type of one width alone; a single line stays as it is. */
export function alignedTooltip(text: string): vscode.MarkdownString | string {
  return text.includes("\n") ? new vscode.MarkdownString().appendCodeblock(text, "plaintext") : text;
}
