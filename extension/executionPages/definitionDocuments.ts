import * as vscode from "vscode";
import { shortened } from "../../kernel/views/index.ts";
import { definitionScheme } from "../ids.ts";
import type { WorkspaceKernels } from "../kernels.ts";

/** A stored revision of a definition. */
export interface StoredDefinition {
  readonly folder: string;
  readonly definitionId: number;
  /** Such as `stf_processing 1.0 revision 2`, for the tab. */
  readonly title: string;
}

/** Stored definitions as read-only documents: the editor colours, searches and compares them with its own means. */
export function registerDefinitionDocuments(kernels: WorkspaceKernels): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(definitionScheme, {
    async provideTextDocumentContent(uri) {
      const { folder, definitionId } = JSON.parse(uri.query) as StoredDefinition;
      const definition = await kernels.inFolder(folder).definition(definitionId);
      if (definition === undefined) {
        throw new Error(vscode.l10n.t("This revision is not among the executions of {0} any more.", folder));
      }
      return definition.source;
    },
  });
}

export function definitionUri({ folder, definitionId, title }: StoredDefinition): vscode.Uri {
  const name = shortened(title, 100).replace(/[\\/]/g, "_");
  return vscode.Uri.from({
    scheme: definitionScheme,
    path: `/${name}.ts`,
    query: JSON.stringify({ folder, definitionId }),
  });
}

/** In the editor's own diff view. */
export async function compareDefinitions(first: StoredDefinition, second: StoredDefinition): Promise<void> {
  const title = `${shortened(first.title, 60)} ↔ ${shortened(second.title, 60)}`;
  await vscode.commands.executeCommand("vscode.diff", definitionUri(first), definitionUri(second), title);
}
