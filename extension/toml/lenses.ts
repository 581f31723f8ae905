import * as vscode from "vscode";
import { type CodeLens, codeLensesOf, inlayHintsOf } from "../../kernel/config/index.ts";
import { commands } from "../ids.ts";
import { toPosition, toRange } from "./convert.ts";
import { tomlSelector, type WorkflowDocuments } from "./workflowDocuments.ts";

/** "Run" and "Last: ..." above `[workflow]`; units, overridden values and predictions within the lines. */
export function registerLenses(documents: WorkflowDocuments): vscode.Disposable {
  const lensesChanged = new vscode.EventEmitter<void>();
  const hintsChanged = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    lensesChanged,
    hintsChanged,
    documents.onChanged(() => {
      lensesChanged.fire();
      hintsChanged.fire();
    }),
    vscode.languages.registerCodeLensProvider(tomlSelector, {
      onDidChangeCodeLenses: lensesChanged.event,
      async provideCodeLenses(document) {
        const found = await documents.view(document);
        return found && codeLensesOf(found.view).map((lens) => toLens(lens, document));
      },
    }),
    vscode.languages.registerInlayHintsProvider(tomlSelector, {
      onDidChangeInlayHints: hintsChanged.event,
      async provideInlayHints(document, range) {
        const found = await documents.view(document);
        return (
          found &&
          inlayHintsOf(found.view)
            .map(({ position, label, tooltip, kind }) => {
              const hint = new vscode.InlayHint(toPosition(position), label);
              hint.tooltip = tooltip;
              hint.paddingLeft = kind !== "unit";
              return hint;
            })
            .filter(({ position }) => range.contains(position))
        );
      },
    }),
  );
}

function toLens({ range, kind, title, executionId }: CodeLens, document: vscode.TextDocument): vscode.CodeLens {
  return new vscode.CodeLens(toRange(range), { title: icons[kind] + title, ...commandOf(kind, document, executionId) });
}

const icons: Readonly<Record<CodeLens["kind"], string>> = {
  run: "$(play) ",
  "last-execution": "$(history) ",
  errors: "$(error) ",
};

function commandOf(kind: CodeLens["kind"], document: vscode.TextDocument, executionId: string | undefined) {
  if (kind === "errors") return { command: "workbench.actions.view.problems" };
  if (kind === "last-execution") return { command: commands.revealExecution, arguments: [{ id: executionId }] };
  return { command: commands.runConfig, arguments: [document.uri] };
}
