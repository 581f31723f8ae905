import * as vscode from "vscode";
import { type CodeLens, codeLensesOf, inlayHintsOf, type LastExecution } from "../../kernel/config/index.ts";
import { commands } from "../ids.ts";
import { cellOf } from "../notebook/cells.ts";
import { executionOf, onShownExecution, tookText } from "../notebook/shownExecution.ts";
import { toPosition, toRange } from "./convert.ts";
import { tomlSelector, type WorkflowDocuments } from "./workflowDocuments.ts";

/** "Run" and "Last: ..." above `[workflow]`; units, overridden values and predictions within the lines. */
export function registerLenses(documents: WorkflowDocuments): vscode.Disposable {
  const lensesChanged = new vscode.EventEmitter<void>();
  const hintsChanged = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    lensesChanged,
    hintsChanged,
    onShownExecution(() => lensesChanged.fire()),
    documents.onChanged(() => {
      lensesChanged.fire();
      hintsChanged.fire();
    }),
    vscode.languages.registerCodeLensProvider(tomlSelector, {
      onDidChangeCodeLenses: lensesChanged.event,
      async provideCodeLenses(document) {
        const found = await documents.view(document);
        return found && codeLensesOf(found.view, shownBelow(document)).map((lens) => toLens(lens, document));
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

/** The execution that a cell shows. */
function shownBelow(document: vscode.TextDocument): LastExecution | undefined {
  const cell = cellOf(document);
  const shown = cell === undefined ? undefined : executionOf(cell);
  if (shown === undefined) return undefined;
  const { executionId, status, figures } = shown;
  const simulatedEndTime = figures?.simulatedEndTime ?? null;
  return { executionId, status, simulatedEndTime, took: tookText(figures?.wallTimeMs) };
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
  if (kind === "last-execution")
    return { command: commands.openExecution, arguments: [{ id: executionId, near: document.uri }] };
  return { command: commands.runConfig, arguments: [document.uri] };
}
