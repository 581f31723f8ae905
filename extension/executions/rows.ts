import * as vscode from "vscode";
import type { BrowserRow, ExecutionBrowser } from "../../kernel/browse/index.ts";
import { commands } from "../ids.ts";
import { alignedTooltip } from "./alignedTooltip.ts";
import { RowsAhead } from "./rowsAhead.ts";

/** What the top of the tree came to: says whether a welcome is shown where there are no rows. */
export type RowsState =
  | { readonly kind: "shown" | "empty" | "noMatch" }
  | { readonly kind: "unreadable"; readonly message: string };

/** The rows of the browser as the editor's tree items. */
export class ExecutionRows implements vscode.TreeDataProvider<BrowserRow>, vscode.Disposable {
  readonly #browser: ExecutionBrowser;
  readonly #isShown: () => boolean;
  readonly #tellState: (state: RowsState) => void;
  readonly #changed = new vscode.EventEmitter<BrowserRow[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #state: RowsState = { kind: "shown" };
  readonly #ahead: RowsAhead;
  #drawing: Promise<void> | undefined;
  #isStale = false;

  constructor(browser: ExecutionBrowser, isShown: () => boolean, tellState: (state: RowsState) => void) {
    this.#browser = browser;
    this.#ahead = new RowsAhead(browser);
    this.#isShown = isShown;
    this.#tellState = tellState;
  }

  get state(): RowsState {
    return this.#state;
  }

  /** Draws these rows and what is below them anew. */
  refresh(rows: BrowserRow[]): void {
    for (const row of rows) this.#ahead.forget(row);
    this.#changed.fire(rows);
  }

  /**
   * Draws all rows anew.
   *
   * Told so, the editor forgets all rows until it has new ones: a command chosen meanwhile would be for none. So they are read first.
   */
  refreshAll(): Promise<void> {
    this.#isStale = true;
    this.#drawing ??= this.#drawAll();
    return this.#drawing;
  }

  /** What is below this row is not shown any more. */
  close(row: BrowserRow): void {
    this.#ahead.close(row);
  }

  async getChildren(row?: BrowserRow): Promise<BrowserRow[]> {
    try {
      const rows = this.#ahead.take(row) ?? (await this.#browser.children(row));
      if (row === undefined) {
        const isFiltered = this.#browser.browsing.filter.trim() !== "";
        this.#become({ kind: rows.length > 0 ? "shown" : isFiltered ? "noMatch" : "empty" });
      }
      return rows;
    } catch (error) {
      // What is below a row fails with the top, or was asked of a kernel that has ended since.
      if (row === undefined) {
        this.#become({ kind: "unreadable", message: error instanceof Error ? error.message : String(error) });
      }
      return [];
    }
  }

  getParent({ parent }: BrowserRow): BrowserRow | undefined {
    return parent;
  }

  getTreeItem(row: BrowserRow): vscode.TreeItem {
    const { kind, node } = row;
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const unfolded = kind === "pinned" || kind === "folder" ? Expanded : Collapsed;
    const item = new vscode.TreeItem(node.label, node.children === undefined ? None : unfolded);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = alignedTooltip(node.tooltip);
    const colour = node.colour === undefined ? undefined : new vscode.ThemeColor(node.colour);
    item.iconPath = new vscode.ThemeIcon(node.icon, colour);
    item.contextValue = node.contextValue;
    if (node.accessibilityLabel !== undefined) item.accessibilityInformation = { label: node.accessibilityLabel };
    if (kind === "more") {
      item.command = { command: commands.showMoreExecutions, title: node.label, arguments: [row] };
    }
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #drawAll(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      await (this.#isShown() ? this.#ahead.read() : undefined);
      this.#changed.fire(undefined);
    }
    this.#drawing = undefined;
  }

  #become(state: RowsState): void {
    this.#state = state;
    this.#tellState(state);
  }
}
