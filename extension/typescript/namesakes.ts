import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { WorkflowProblem } from "../../kernel/workflow/loaderProblem.ts";
import type { WorkspaceKernels } from "../kernels.ts";
import { isWorkflowToml } from "../toml/isWorkflowToml.ts";

/**
 * Warns in each of two workflow files that define a workflow of the same name, open or not, until one has another name. A kernel is
 * asked once it has something to tell, or where a workflow or a configuration of one is opened: nobody's other TypeScript starts it.
 */
export function registerNamesakes(kernels: WorkspaceKernels): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("workflow-names");
  const marked = new Map<string, vscode.Uri[]>();
  const latest = new Map<string, symbol>();

  const check = async (folder: string) => {
    const asking = Symbol();
    latest.set(folder, asking);
    const { problems } = await kernels
      .inFolder(folder)
      .workflows()
      .catch(() => ({ problems: [] }));
    const found = problems.some(({ namesake }) => namesake !== undefined) ? await diagnosticsOf(problems, folder) : [];
    if (latest.get(folder) !== asking) return;
    for (const uri of marked.get(folder) ?? []) collection.delete(uri);
    for (const { uri, diagnostic } of found) collection.set(uri, [...(collection.get(uri) ?? []), diagnostic]);
    marked.set(
      folder,
      found.map(({ uri }) => uri),
    );
  };
  const opened = (document: vscode.TextDocument) => {
    const folder = kernels.folderOf(document.uri);
    if (latest.has(folder)) return;
    if (isWorkflowToml(document) || isWorkflowFile(document, folder)) void check(folder);
  };

  for (const document of vscode.workspace.textDocuments) opened(document);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(opened),
    kernels.onEvent(({ folder, event }) => {
      if (event.type === "workflows" || !latest.has(folder)) void check(folder);
    }),
  );
}

function isWorkflowFile(document: vscode.TextDocument, folder: string): boolean {
  if (document.uri.scheme !== "file" || document.languageId !== "typescript") return false;
  return dirname(document.fileName) === join(folder, "workflows") && /["']wfnb["']/.test(document.getText());
}

/** What diagnostics are made with is loaded where there is something to tell. */
async function diagnosticsOf(problems: readonly WorkflowProblem[], folder: string) {
  const [{ namesakesIn, namesakesOfThatRun }, { toDiagnostic }, { toUri }] = await Promise.all([
    import("../../kernel/workflow/namesakes.ts"),
    import("../toml/diagnostics.ts"),
    import("../toml/convert.ts"),
  ]);
  return [...namesakesIn(problems), ...namesakesOfThatRun(problems)].map((each) => ({
    uri: toUri(each.uri, folder),
    diagnostic: toDiagnostic(each, folder),
  }));
}
