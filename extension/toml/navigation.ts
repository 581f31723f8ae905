import * as vscode from "vscode";
import {
  definitionAt,
  parameterAt,
  parameterReferences,
  type Renaming,
  renameParameter,
} from "../../kernel/config/index.ts";
import { toLocation, toTextEdit, toUri } from "./convert.ts";
import { tomlSelector, type WorkflowDocument, type WorkflowDocuments } from "./workflowDocuments.ts";

/** From a key to the workflow's schema, to the code that reads it, to other configurations that set it; and one name for all of them. */
export function registerNavigation(documents: WorkflowDocuments): vscode.Disposable {
  /** The parameter under the cursor, and every configuration of its workflow. */
  const everywhere = async (document: vscode.TextDocument, position: vscode.Position) => {
    const found = await documents.view(document);
    const key = found && parameterAt(found.view, position);
    if (found === undefined || key === undefined) return undefined;
    return { ...found, key, views: await documents.viewsOf(found.view.config.workflowName, key, found.folder) };
  };
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(tomlSelector, {
      async provideDefinition(document, position) {
        const found = await documents.view(document);
        return found && definitionAt(found.view, position).map((place) => toLocation(place, found.folder));
      },
    }),
    vscode.languages.registerReferenceProvider(tomlSelector, {
      async provideReferences(document, position) {
        const found = await everywhere(document, position);
        return found && parameterReferences(found.key, found.views).map((place) => toLocation(place, found.folder));
      },
    }),
    vscode.languages.registerRenameProvider(tomlSelector, {
      async prepareRename(document, position) {
        const found = await documents.view(document);
        const key = found && parameterAt(found.view, position);
        if (key === undefined) throw new Error(vscode.l10n.t("Only a workflow's parameters can be renamed here."));
        return document.getWordRangeAtPosition(position, /[A-Za-z0-9_-]+/)!;
      },
      async provideRenameEdits(document, position, newName) {
        const found = await everywhere(document, position);
        return found && toWorkspaceEdit(renameParameter(found.key, newName, found.views), found);
      },
    }),
  );
}

const refusals: Record<NonNullable<Renaming["refusal"]>, (newName: string) => string> = {
  "no-name": (newName) =>
    vscode.l10n.t('"{0}" cannot be a parameter: use letters, digits and underscores, starting with a letter.', newName),
  taken: (newName) =>
    vscode.l10n.t('"{0}" is taken: the workflow has such a parameter, or the name is reserved.', newName),
  "unknown-source": () =>
    vscode.l10n.t("The workflow's source cannot be read, so the parameter cannot be renamed everywhere."),
};

function toWorkspaceEdit(renaming: Renaming, { folder }: WorkflowDocument): vscode.WorkspaceEdit {
  if (renaming.refusal !== undefined) throw new Error(refusals[renaming.refusal](renaming.newName));
  const edit = new vscode.WorkspaceEdit();
  for (const [name, edits] of renaming.edits) edit.set(toUri(name, folder), edits.map(toTextEdit));
  return edit;
}
