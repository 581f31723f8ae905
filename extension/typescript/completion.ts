import * as vscode from "vscode";
import type { NotebookSessions } from "../notebook/sessions.ts";
import { toRange } from "../toml/convert.ts";
import { type CellQuestion, cellQuestion, typescriptSelector } from "./cellQuestions.ts";

const { CompletionItemKind: Kind } = vscode;

/** TypeScript's words for things, as the editor's icons. */
const kinds: Readonly<Record<string, vscode.CompletionItemKind>> = {
  const: Kind.Constant,
  let: Kind.Variable,
  var: Kind.Variable,
  "local var": Kind.Variable,
  parameter: Kind.Variable,
  alias: Kind.Variable,
  function: Kind.Function,
  "local function": Kind.Function,
  method: Kind.Method,
  property: Kind.Property,
  getter: Kind.Property,
  setter: Kind.Property,
  class: Kind.Class,
  interface: Kind.Interface,
  type: Kind.Interface,
  enum: Kind.Enum,
  "enum member": Kind.EnumMember,
  module: Kind.Module,
  "external module name": Kind.Module,
  keyword: Kind.Keyword,
  string: Kind.Value,
};

interface CellItem extends vscode.CompletionItem {
  readonly question: CellQuestion;
  readonly named: string;
}

export function registerCellCompletion(sessions: NotebookSessions): vscode.Disposable {
  const provider: vscode.CompletionItemProvider<CellItem> = {
    async provideCompletionItems(document, position) {
      const question = cellQuestion(sessions, document, position);
      if (question === undefined) return undefined;
      const found = await question.language.completions(question.cells, question.cell, question.offset);
      return found.map(({ name, kind, insertText, sortText, replaces }) => {
        const item = new vscode.CompletionItem(name, kinds[kind] ?? Kind.Text);
        item.sortText = sortText;
        if (insertText !== undefined) item.insertText = insertText;
        if (replaces !== undefined) item.range = toRange(replaces);
        return Object.assign(item, { question, named: name });
      });
    },
    async resolveCompletionItem(item) {
      const { language, cells, cell, offset } = item.question;
      const detail = await language.completionDetail(cells, cell, offset, item.named);
      if (detail !== undefined) {
        item.detail = detail.code;
        item.documentation = new vscode.MarkdownString(detail.documentation);
      }
      return item;
    },
  };
  return vscode.languages.registerCompletionItemProvider(typescriptSelector, provider, ".", '"', "'", "/", "<");
}
