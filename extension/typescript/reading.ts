import * as vscode from "vscode";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { toRange } from "../toml/convert.ts";
import { cellQuestion, typescriptSelector } from "./cellQuestions.ts";

/** What stands here: hover, and the parameters of the call that is being written. */
export function registerCellReading(sessions: NotebookSessions): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(typescriptSelector, {
      async provideHover(document, position) {
        const question = cellQuestion(sessions, document, position);
        const hover = await question?.language.hover(question.cells, question.cell, question.offset);
        if (hover === undefined) return undefined;
        const code = new vscode.MarkdownString().appendCodeblock(hover.code, "typescript");
        return new vscode.Hover([code, new vscode.MarkdownString(hover.documentation)], toRange(hover.range));
      },
    }),
    vscode.languages.registerSignatureHelpProvider(
      typescriptSelector,
      {
        async provideSignatureHelp(document, position) {
          const question = cellQuestion(sessions, document, position);
          const found = await question?.language.signatures(question.cells, question.cell, question.offset);
          if (found === undefined) return undefined;
          const help = new vscode.SignatureHelp();
          help.activeSignature = found.activeSignature;
          help.activeParameter = found.activeParameter;
          help.signatures = found.signatures.map(({ label, documentation, parameters }) => {
            const signature = new vscode.SignatureInformation(label, new vscode.MarkdownString(documentation));
            signature.parameters = parameters.map(
              (one) => new vscode.ParameterInformation(one.label, new vscode.MarkdownString(one.documentation)),
            );
            return signature;
          });
          return help;
        },
      },
      "(",
      ",",
    ),
  );
}
