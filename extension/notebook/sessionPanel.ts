import * as vscode from "vscode";
import type { SessionVariable } from "../../kernel/notebook/typescript/protocol.ts";
import { notebookType, sessionView } from "../ids.ts";
import { cellId } from "./cells.ts";
import type { NotebookSessions } from "./sessions.ts";

/** The variables of the active notebook's TypeScript session, in the order of their declaration; a click leads to the cell. */
export function registerSessionPanel(sessions: NotebookSessions): vscode.Disposable {
  const provider = new VariablesProvider(sessions);
  const view = vscode.window.createTreeView(sessionView, { treeDataProvider: provider });
  const refresh = () => {
    view.description = provider.notebookName;
    provider.refresh();
  };
  return vscode.Disposable.from(
    provider,
    view,
    sessions.onRan(refresh),
    vscode.window.onDidChangeActiveNotebookEditor(refresh),
  );
}

class VariablesProvider implements vscode.TreeDataProvider<SessionVariable>, vscode.Disposable {
  readonly #sessions: NotebookSessions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(sessions: NotebookSessions) {
    this.#sessions = sessions;
  }

  get notebookName(): string {
    return this.#notebook?.uri.path.split("/").at(-1) ?? "";
  }

  async getChildren(variable?: SessionVariable): Promise<SessionVariable[]> {
    const notebook = this.#notebook;
    if (variable !== undefined || notebook === undefined || !vscode.workspace.isTrusted) return [];
    return [
      ...(await this.#sessions
        .of(notebook)
        .variables()
        .catch(() => [])),
    ];
  }

  getTreeItem({ name, type, preview, cell }: SessionVariable): vscode.TreeItem {
    const item = new vscode.TreeItem(name);
    item.description = preview;
    item.tooltip = `${name}: ${type}\n${preview}`;
    item.iconPath = new vscode.ThemeIcon(icons[type] ?? "symbol-variable");
    item.accessibilityInformation = { label: `${name}, ${type}, ${preview}` };
    const declaring = this.#notebook?.getCells().find((one) => cellId(one) === cell);
    if (declaring !== undefined) {
      item.command = { title: "Show Cell", command: "vscode.open", arguments: [declaring.document.uri] };
    }
    return item;
  }

  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get #notebook(): vscode.NotebookDocument | undefined {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    return notebook?.notebookType === notebookType ? notebook : undefined;
  }
}

const icons: Readonly<Record<string, string>> = {
  number: "symbol-number",
  string: "symbol-string",
  boolean: "symbol-boolean",
  function: "symbol-function",
  class: "symbol-class",
  object: "symbol-object",
};
