import * as vscode from "vscode";
import type { WorkspaceKernels } from "../kernels.ts";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { registerCodeActions } from "./codeActions.ts";
import { registerCompletion } from "./completion.ts";
import { registerTomlDiagnostics } from "./diagnostics.ts";
import { registerHover } from "./hover.ts";
import { registerLenses } from "./lenses.ts";
import { registerNavigation } from "./navigation.ts";
import { registerOutline } from "./outline.ts";
import { registerSemanticTokens } from "./semanticTokens.ts";
import { WorkflowDocuments } from "./workflowDocuments.ts";

/** Everything that TOML files and cells can do in the editor; the answers come from `kernel/config`. */
export function registerToml(kernels: WorkspaceKernels, sessions: NotebookSessions): vscode.Disposable {
  const documents = new WorkflowDocuments(kernels, sessions);
  return vscode.Disposable.from(
    documents,
    registerTomlDiagnostics(documents),
    registerCompletion(documents),
    registerHover(documents),
    registerCodeActions(documents),
    registerNavigation(documents),
    registerOutline(documents),
    registerSemanticTokens(documents),
    registerLenses(documents),
  );
}
