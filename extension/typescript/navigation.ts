import * as vscode from "vscode";
import type { LanguagePlace } from "../../kernel/notebook/language/protocol.ts";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { type CellQuestion, cellQuestion, toLocation, typescriptSelector } from "./cellQuestions.ts";

/** From a name to its declaration and its uses, across the cells of a notebook and the files that they import. */
export function registerCellNavigation(sessions: NotebookSessions): vscode.Disposable {
  const ask = async (
    document: vscode.TextDocument,
    position: vscode.Position,
    places: (question: CellQuestion) => Promise<LanguagePlace[] | undefined>,
  ): Promise<vscode.Location[]> => {
    const question = cellQuestion(sessions, document, position);
    const found = (question && (await places(question))) ?? [];
    return found.flatMap((place) => toLocation(place, question!.notebook) ?? []);
  };
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(typescriptSelector, {
      provideDefinition: (document, position) =>
        ask(document, position, ({ language, cells, cell, offset }) => language.definitions(cells, cell, offset)),
    }),
    vscode.languages.registerReferenceProvider(typescriptSelector, {
      provideReferences: (document, position) =>
        ask(document, position, ({ language, cells, cell, offset }) => language.references(cells, cell, offset)),
    }),
    vscode.languages.registerRenameProvider(typescriptSelector, {
      async provideRenameEdits(document, position, newName) {
        const places = await ask(document, position, ({ language, cells, cell, offset }) =>
          language.rename(cells, cell, offset),
        );
        if (places.length === 0) throw new Error(vscode.l10n.t("There is nothing to rename here."));
        const edit = new vscode.WorkspaceEdit();
        for (const { uri, range } of places) edit.replace(uri, range, newName);
        return edit;
      },
    }),
  );
}
