import * as vscode from "vscode";
import { type BrowserRow, type Browsing, browsingOf, ExecutionBrowser } from "../../kernel/browse/index.ts";
import { groupedNumber, shortened } from "../../kernel/views/index.ts";
import { contextKeys, executionsView } from "../ids.ts";
import type { FolderEvent, NamedExecution, WorkspaceKernels } from "../kernels.ts";
import { tellWarning } from "../tell.ts";
import { withoutLinks } from "../withoutLinks.ts";
import { goneText } from "./chosen.ts";
import { arrangementText } from "./fieldNames.ts";
import { ExecutionRows } from "./rows.ts";

/**
 * Changes within this time are told the editor at once. It draws a tree when it was told nothing for 200 ms: told of each step of
 * two executions that run, it would never draw.
 */
const togetherMs = 300;
const browsingKey = "executions.browsing";

/** The executions of the workspace: found, grouped and ordered. Live: every start, end and label is shown, whoever caused it. */
export class ExecutionsView implements vscode.Disposable {
  readonly #kernels: WorkspaceKernels;
  readonly #memory: vscode.Memento;
  readonly #browser: ExecutionBrowser;
  readonly #rows: ExecutionRows;
  readonly #view: vscode.TreeView<BrowserRow>;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  /** Rows of executions that went on; and whether others came, ended or changed: then all rows are read again. */
  readonly #moved = new Set<BrowserRow>();
  #isStale = false;
  #isUnreadable = false;
  /** One key after the other: each asks the editor for the focus. */
  #asking: Promise<readonly BrowserRow[]> = Promise.resolve([]);
  /** A kernel process runs. */
  #hasHeard = false;

  constructor(kernels: WorkspaceKernels, memory: vscode.Memento) {
    this.#kernels = kernels;
    this.#memory = memory;
    this.#browser = new ExecutionBrowser({
      folders: () =>
        kernels
          .all()
          .map(({ folder, kernel }) => ({ id: folder, name: folder.split(/[\\/]/).at(-1)!, source: kernel })),
      now: () => new Date(),
    });
    this.#rows = new ExecutionRows(
      this.#browser,
      () => this.#view.visible,
      (state) => this.#tellState(state),
    );
    this.#view = vscode.window.createTreeView(executionsView, {
      treeDataProvider: this.#rows,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#rows,
      this.#view,
      this.#view.onDidChangeVisibility(() => {
        this.#showNumbersLater();
        this.#tellSelection();
      }),
      this.#view.onDidCollapseElement(({ element }) => this.#rows.close(element)),
      this.#view.onDidChangeSelection(() => this.#tellSelection()),
      kernels.onEvent((event) => this.#receive(event)),
    );
    void this.browse(browsingOf(memory.get(browsingKey)));
  }

  get browsing(): Browsing {
    return this.#browser.browsing;
  }

  /** What is selected in the tree. */
  get selection(): readonly BrowserRow[] {
    return this.#view.selection;
  }

  /**
   * What a key is meant for: what is selected, or the row that has the focus where that is none of it.
   *
   * The arrows move the focus and leave the selection. The editor does not tell where the focus is; but it selects or deselects that row
   * on request, and tells of that.
   */
  rowsUnderKeys(): Promise<readonly BrowserRow[]> {
    this.#asking = this.#asking
      .catch(() => [])
      .then(async () => {
        const before = this.#view.selection;
        await vscode.commands.executeCommand("list.toggleSelection");
        const focused = this.#view.selection.find((row) => !before.includes(row));
        await vscode.commands.executeCommand("list.toggleSelection");
        return focused === undefined ? before : [focused];
      });
    return this.#asking;
  }

  /** Does with a row that is no execution what Enter does in other trees. */
  async unfold(row: BrowserRow | undefined): Promise<void> {
    if (row?.kind === "more") await this.showMore(row);
    else if (row?.node.children !== undefined) await vscode.commands.executeCommand("list.toggleExpand");
  }

  /** Shows this from now on, also in the next window on this workspace. A filter is for all folders, unless one is named with it. */
  async browse(change: Partial<Browsing>): Promise<void> {
    const everywhere = change.filter === undefined ? {} : { folder: null };
    this.#browser.browse({ ...this.#browser.browsing, ...everywhere, ...change });
    const { filter } = this.#browser.browsing;
    const isFiltered = filter.trim() !== "";
    await Promise.all([
      vscode.commands.executeCommand("setContext", contextKeys.executionsFiltered, isFiltered),
      this.#memory.update(browsingKey, this.#browser.browsing),
    ]);
    await this.refresh();
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isStale = false;
    this.#moved.clear();
    this.#showNumbersLater();
    await this.#rows.refreshAll();
  }

  /** The row that is chosen goes; the first one that comes in its place is selected. */
  async showMore(row: BrowserRow): Promise<void> {
    const at = (await this.#browser.children(row.parent)).indexOf(row);
    const parent = this.#browser.showMore(row);
    if (parent === undefined) await this.#rows.refreshAll();
    else this.#rows.refresh([parent]);
    await this.#select((await this.#browser.children(parent))[at]);
  }

  /** Shows the view with this execution selected and unfolded; where the list does not reach it, filters for it. */
  async reveal(named: NamedExecution): Promise<void> {
    const { id } = named;
    const holding = await this.#kernels.holding(named);
    if (holding === undefined) {
      void tellWarning(goneText(id));
      return;
    }
    const found = { id, folder: holding.folder };
    let row = await this.#browser.find(found).catch(() => undefined);
    if (row === undefined) {
      await this.browse({ filter: `id:"${id.replace(/["\\]/g, "\\$&")}"` });
      row = await this.#browser.find(found);
    }
    if (row !== undefined) await this.#view.reveal(row, { select: true, focus: true, expand: true });
  }

  /** What a person goes on with once these are gone; undefined where they are not looked at. */
  async besideThese(named: readonly NamedExecution[]): Promise<BrowserRow | undefined> {
    const [first] = named;
    const isOne = ({ execution, folder }: BrowserRow) =>
      named.some(({ id, folder: its = folder.id }) => id === execution?.executionId && its === folder.id);
    const last = this.#view.selection.findLast(isOne) ?? (first && this.#browser.rowsOf(first)[0]);
    if (!this.#view.visible || last === undefined) return undefined;
    const ids = named.map(({ id }) => id);
    return this.#browser.beside(last, ids).catch(() => undefined);
  }

  /** Selects a row among those that are shown after a change: the editor has forgotten what was selected where its row has gone. */
  async select(row: BrowserRow | undefined): Promise<void> {
    await this.refresh();
    await this.#select(row);
  }

  /** Selects an execution where the rows reach it, without changing what they show: of several, the editor lets only one be selected. */
  async selectExecution(named: NamedExecution): Promise<void> {
    await this.select(await this.#browser.find(named).catch(() => undefined));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  /** A row that is gone again, as where another program deletes it, is none to select. */
  async #select(row: BrowserRow | undefined): Promise<void> {
    if (row !== undefined) await this.#view.reveal(row, { select: true, focus: true }).then(undefined, () => undefined);
  }

  #receive({ folder, event }: FolderEvent): void {
    this.#hasHeard = true;
    if (event.type === "progress") {
      const named = { id: event.progress.executionId, folder };
      for (const row of this.#browser.progressed(named, event.progress)) this.#moved.add(row);
      this.#tellLater();
      return;
    }
    if (event.type === "execution" && event.execution.status !== "running") {
      this.#browser.ended({ id: event.execution.executionId, folder });
    }
    if (event.type === "execution" || event.type === "store" || event.type === "restarted") {
      this.#isStale = true;
      this.#tellLater();
    }
  }

  #tellLater(): void {
    this.#timer ??= setTimeout(() => {
      if (this.#isStale) void this.refresh();
      else this.#tellMoved();
    }, togetherMs);
  }

  #tellMoved(): void {
    this.#timer = undefined;
    const rows = [...this.#moved];
    this.#moved.clear();
    if (rows.length > 0) this.#rows.refresh(rows);
  }

  /** Not before somebody looks or something runs: asking starts the kernel process. */
  #showNumbersLater(): void {
    if (this.#view.visible || this.#hasHeard) void this.#showNumbers();
  }

  /** The badge, and how many the filter finds. */
  async #showNumbers(): Promise<void> {
    const kernels = this.#kernels.all();
    const running = await Promise.all(
      kernels.map(({ kernel }) => kernel.count({ status: ["running"] }).catch(() => 0)),
    );
    const number = running.reduce((sum, each) => sum + each, 0);
    this.#view.badge = number === 0 ? undefined : { value: number, tooltip: vscode.l10n.t("{0} running", number) };
    const { filter } = this.#browser.browsing;
    if (filter.trim() === "") return this.#tellWhatIsShown(arrangementText(this.#browser.browsing));
    const counts = await this.#browser.counts().catch(() => undefined);
    if (counts === undefined || filter !== this.#browser.browsing.filter) return;
    if (counts.found === 0) {
      const all = groupedNumber(counts.all);
      return this.#tellWhatIsShown(
        vscode.l10n.t(
          "None of {0} executions fits {1}. The button above shows all; the menu beside it changes the filter.",
          all,
          shortened(filter, 200),
        ),
      );
    }
    const found = vscode.l10n.t("{0} — {1} of {2}", filter, groupedNumber(counts.found), groupedNumber(counts.all));
    this.#tellWhatIsShown([found, arrangementText(this.#browser.browsing)].filter((part) => part !== "").join(" · "));
  }

  /** Above the rows, where lines are broken: titles and descriptions are cut in a narrow sidebar. */
  #tellWhatIsShown(message: string): void {
    if (this.#rows.state.kind !== "unreadable") this.#view.message = withoutLinks(message);
  }

  #tellSelection(): void {
    const isSelected = this.#view.visible && this.#view.selection.some(({ execution }) => execution !== undefined);
    void vscode.commands.executeCommand("setContext", contextKeys.executionSelected, isSelected);
  }

  #tellState(state: ExecutionRows["state"]): void {
    void vscode.commands.executeCommand("setContext", contextKeys.executionsState, state.kind);
    if (state.kind === "unreadable") this.#view.message = withoutLinks(state.message);
    else if (this.#isUnreadable) {
      this.#view.message = "";
      this.#showNumbersLater();
    }
    this.#isUnreadable = state.kind === "unreadable";
  }
}
